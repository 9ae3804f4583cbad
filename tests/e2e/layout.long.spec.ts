import { expect, test, type Page } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { expectAccessible, press } from './steps.ts';

/*
 * What only a browser that lays pages out can tell: that a toast covers nothing that one answers or
 * acts with, that pages keep their edges, and that what sticks leaves room at 200 %.
 */
const PAGES = ['/', '/accounts', '/programmes', '/programmes/p079', '/trends', '/leads', '/surveys'].concat([
  '/tables',
  '/tables/book',
  '/tables/gap',
  '/tables/weights',
  '/tables/texts',
  '/tables/exports',
  '/sync',
  '/settings',
  '/people',
  '/inbox',
  '/devices',
  '/import',
  '/upkeep',
]);

/** Those below the tables have the same edges as they. */
const EDGED_PAGES = PAGES.filter((path) => !path.startsWith('/tables/'));

let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.stop());

async function openAs(role: string, nth = 0): Promise<Page> {
  const { page } = await product.newPage(1);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInAndSync(
    page,
    product.server.url,
    product.people.filter((person) => person.role === role)[nth]!,
  );
  return page;
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${product.server.url}/app${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** The controls of the page that lie beneath a toast, by what they say; fails where there is no toast. */
async function listCovered(page: Page): Promise<string[]> {
  const toast = page.locator('.toast-place > *').first();
  await toast.waitFor();
  // Once the page has made room.
  await page.waitForTimeout(100);
  return page.evaluate(() => {
    const boxes = (selector: string) =>
      [...document.querySelectorAll(selector)].map((element) => ({
        text: `${element.tagName} ${element.textContent?.trim().slice(0, 30)}`,
        box: element.getBoundingClientRect(),
      }));
    const toasts = boxes('.toast-place > *');
    // What is scrolled beneath the line at the top is hidden by that line, toast or not.
    const line = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
    return boxes('main :is(input, textarea, select, label, button, a)')
      .filter(({ box }) =>
        toasts.some(
          (above) =>
            box.width > 0 &&
            Math.max(box.top, line) < above.box.bottom &&
            box.bottom > above.box.top &&
            box.left < above.box.right &&
            box.right > above.box.left,
        ),
      )
      .map(({ text }) => text);
  });
}

test('a toast covers nothing that one answers or acts with, and goes with its page', async () => {
  const page = await openAs('coordinator');
  await page
    .getByRole('link', { name: /社|商|所|店|館|会/ })
    .first()
    .click();
  await press(page.getByRole('button', { name: '訪問を始める' }));
  expect(await listCovered(page)).toEqual([]);
  await expectAccessible(page);
  await page.getByRole('link', { name: '聞き取りを始める' }).click();
  // Whoever interviews has begun indeed.
  await expect(page.locator('.toast-place > *')).toHaveCount(0);
  await press(page.getByRole('button', { name: '始める', exact: true }));
  await press(page.getByRole('button', { name: '設問一覧' }));
  await page.getByRole('checkbox', { name: '一つ選んだら次の設問へ進む' }).check();
  await page.keyboard.press('Escape');
  for (const size of [
    { width: 390, height: 844 },
    { width: 834, height: 1194 },
    // With the keyboard on the screen, or at 200 % on a tablet, and scrolled.
    { width: 390, height: 420 },
  ]) {
    await page.setViewportSize(size);
    await page.evaluate(() => window.scrollTo(0, 120));
    await page.getByRole('radio').nth(1).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await listCovered(page), `${size.width}×${size.height}`).toEqual([]);
  }
});

test('a toast stays on another page with an undo that is right there, too', async () => {
  // She has promised something that is due.
  const page = await openAs('coordinator', 1);
  await page
    .getByRole('button', { name: /^完了にする/ })
    .first()
    .click();
  expect(await listCovered(page)).toEqual([]);
  await page.getByRole('link', { name: '企業', exact: true }).click();
  const undo = page.getByRole('button', { name: /^元に戻す: 「.+」を完了にしました$/ });
  await press(undo);
  await expect(undo).toHaveCount(0);
  await page.getByRole('link', { name: '今日', exact: true }).click();
  await expect(page.getByRole('button', { name: /^完了にする/ }).first()).toBeVisible();
});

/** The texts of the page that stand one or two letters a line, or whose first line is a single one. */
async function listTorn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const torn: string[] = [];
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? '';
      const element = walker.currentNode.parentElement!;
      if (text.length < 5 || getComputedStyle(element).whiteSpace === 'nowrap') continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 1);
      const letter = parseFloat(getComputedStyle(element).fontSize);
      const isNarrow = lines.length > 2 && range.getBoundingClientRect().width < 3 * letter;
      if (isNarrow || (lines.length > 1 && lines[0]!.width < 1.5 * letter)) torn.push(text.slice(0, 30));
    }
    return torn;
  });
}

test('texts stay whole at twice their size on a phone, long names too', async () => {
  const page = await openAs('coordinator');
  for (const path of [
    '/leads/new',
    '/programmes?compare=',
    '/programmes/p145',
    '/handout?programmes=p145,p079',
  ]) {
    await open(page, path);
    expect(await listTorn(page), path).toEqual([]);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    expect(await listTorn(page), `${path} at 200 %`).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      `${path} at 200 %`,
    ).toBe(0);
  }
});

test('pages keep their left edge and their width', async () => {
  const page = await openAs('administrator');
  for (const width of [390, 834, 1180, 1440]) {
    await page.setViewportSize({ width, height: 820 });
    const seen = new Map<string, string[]>();
    for (const path of PAGES) {
      await open(page, path);
      const place = await page.evaluate(() => {
        const main = document.querySelector('main')!.getBoundingClientRect();
        const heading = document.querySelector('h1')!.getBoundingClientRect();
        const overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        return [main.left, main.width, heading.left, overflow].map(Math.round).join(' ');
      });
      seen.set(place, [...(seen.get(place) ?? []), path]);
    }
    expect([...seen.keys()], JSON.stringify([...seen])).toHaveLength(1);
    expect([...seen.keys()][0]).toMatch(/ 0$/);
  }
});

test('what sticks to the edges leaves at least half of a low screen', async () => {
  const page = await openAs('administrator');
  // A tablet at 200 %, a computer at 400 %, a phone on its side.
  for (const [width, height] of [
    [590, 410],
    [320, 256],
    [667, 375],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const path of EDGED_PAGES) {
      await open(page, path);
      for (const scrolled of [0, 300]) {
        const covered = await page.evaluate((top) => {
          window.scrollTo(0, top);
          return [...document.querySelectorAll('.top-line, .bottom-bar, .bottom-actions')]
            .filter((element) => !getComputedStyle(element).bottom.startsWith('-'))
            .map((element) => element.getBoundingClientRect())
            .reduce((sum, { top: from, bottom }) => {
              return sum + Math.max(0, Math.min(bottom, innerHeight) - Math.max(from, 0));
            }, 0);
        }, scrolled);
        expect(covered, `${path} at ${width}×${height}`).toBeLessThanOrEqual(height / 2);
      }
    }
  }
});
