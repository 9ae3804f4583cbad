import AxeBuilder from '@axe-core/playwright';
import { chromium, expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { findBrowser } from '#tests/support/find-browser.ts';
import { serveGallery } from '#tests/support/item-gallery/serve.ts';
import { listSpoken } from '#tests/support/item-gallery/spoken.ts';

/*
 * All kinds of items in a real browser: what a test without one cannot know (contrast,
 * width, pointers, the tree that a screen reader is given).
 */
const PHONE = { width: 390, height: 844 };
const TABLET = { width: 1180, height: 820 };

let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;

test.beforeAll(async () => {
  gallery = await serveGallery();
  browser = await chromium.launch({ executablePath: findBrowser() });
});
test.afterAll(async () => {
  await browser?.close();
  await gallery?.stop();
});

interface Place {
  state?: 'empty' | 'answered' | 'wrong';
  item?: string;
  language?: 'ja' | 'en';
}

async function open(
  { state = 'empty', item, language = 'ja' }: Place,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const query = new URLSearchParams({ state, language, ...(item && { item }) });
  await page.goto(`${gallery.url}?${query}`);
  await page.locator('section').first().waitFor();
  return page;
}

async function answers(page: Page): Promise<Record<string, unknown>> {
  return JSON.parse((await page.locator('body').getAttribute('data-answers')) ?? '{}') as Record<
    string,
    unknown
  >;
}

interface Look {
  name: string;
  look: Parameters<Browser['newContext']>[0];
  item?: string;
  rules?: string[];
}
const LOOKS: Look[] = [
  { name: 'a phone', look: { viewport: PHONE } },
  // What else there is to find does not depend on colours.
  { name: 'a phone, dark', look: { viewport: PHONE, colorScheme: 'dark' }, rules: ['color-contrast'] },
  {
    name: 'a tablet, where it looks different',
    look: { viewport: TABLET },
    item: 'directions,institutions,satisfaction,recommend',
  },
];

for (const { name, look, item, rules } of LOOKS) {
  test(`every kind is accessible on ${name}`, async () => {
    for (const state of ['answered', 'wrong'] as const) {
      const page = await open({ state, ...(item && { item }) }, look);
      const axe = new AxeBuilder({ page });
      // A page of the gallery has items only, and no headings.
      const { violations } = await (
        rules ? axe.withRules(rules) : axe.disableRules(['page-has-heading-one', 'region'])
      ).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        state,
      ).toEqual([]);
      await page.context().close();
    }
  });
}

test('nothing is cut off or scrolls sideways on a phone with text twice as large', async () => {
  for (const place of [
    { state: 'answered' },
    { state: 'wrong' },
    { state: 'answered', language: 'en' },
  ] as const) {
    const page = await open(place);
    await page.addStyleTag({ content: 'html { font-size: 200%; }' });
    const tooWide = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('section *')]
        // A strip of cards scrolls by design; what is only for screen readers has no size.
        .filter(
          (element) =>
            !element.closest('.card-strip, .overflow-x-auto, .sr-only') &&
            element.getBoundingClientRect().right > innerWidth + 1,
        )
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(tooWide, JSON.stringify(place)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await page.context().close();
  }
});

test('every target is as large as a thumb', async () => {
  const page = await open({ state: 'answered' });
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, select, textarea, input')]
      .filter((element) => element.getAttribute('aria-hidden') !== 'true')
      .map((element) => element.closest('label:has(input[type=radio], input[type=checkbox])') ?? element)
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 44 || height < 44;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
  await page.context().close();
});

test.describe('what a screen reader is given', () => {
  test('of one option: question, hint and fault, then the options', async () => {
    expect(await hear({ item: 'position', state: 'wrong' })).toEqual([
      'group: F6 お答えくださる方のお立場はどれですか ※必須 | 一つお選びください エラー この設問にお答えください',
      'radio: 代表者・経営者',
      'radio: 役員',
      'radio: 管理職',
      'radio: その他の従業員',
      'radio: その他',
    ]);
  });

  test('of a limit that is reached: why the rest is closed', async () => {
    expect(await hear({ item: 'limited', state: 'answered' })).toEqual([
      'group: 優先してほしい取組はどれですか ※必須 | 二つまでお選びください',
      'checkbox: 地域の支援機関（商工会議所・商工会・金融機関・大学・公設試験研究機関など）が連携して、窓口を一つにした相談の体制をつくること, checked',
      'checkbox: 研修 | これ以上は選べません（2つまで）, disabled',
      'checkbox: 商談会 | これ以上は選べません（2つまで）, disabled',
      'checkbox: その他, checked',
      'textbox: その他の内容',
      'checkbox: 特になし',
    ]);
  });

  test('of a scale of figures: the words of its ends', async () => {
    const spoken = await hear({ item: 'ease', state: 'answered' });
    expect(spoken).toEqual([
      'group: 手続きは簡単でしたか ※必須',
      'radio: 1 とても難しかった',
      'radio: 2',
      'radio: 3',
      'radio: 4',
      'radio: 5 とても簡単だった, checked',
      'button: 選択を取り消す',
    ]);
  });

  test('of a number: its unit, and the ways out behind it', async () => {
    expect(await hear({ item: 'amount', state: 'answered' })).toEqual([
      'textbox: 設備投資の額はいくらですか ※必須 | 千円',
      'group: 設備投資の額はいくらですか',
      'checkbox: わからない',
      'checkbox: 答えたくない',
    ]);
  });

  test('of a date: each field by its name', async () => {
    expect(await hear({ item: 'opened', state: 'wrong' })).toEqual([
      'group: 開業したのはいつですか 任意 | 「S63.4.1」のように書くこともできます エラー この日付は暦にありません。月と日をお確かめください',
      'combobox: 暦',
      'textbox: 年, invalid',
      'textbox: 月, invalid',
      'textbox: 日, invalid',
      'group: 開業したのはいつですか',
      'checkbox: わからない',
    ]);
  });

  test('of a ranking: options, then the order with its handles', async () => {
    const spoken = await hear({ item: 'issues_top', state: 'answered' });
    expect(spoken.slice(0, 3)).toEqual([
      'group: 問1-2 特に深刻なものを三つまで、深刻な順にお選びください ※必須',
      'checkbox: 雇用・労務 2位, checked',
      'checkbox: 販路開拓・市場設定 | これ以上は選べません（3つまで）, disabled',
    ]);
    expect(spoken.slice(6, 9)).toEqual([
      'button: 「資金繰り」を並べ替える | スペースキーで持ち上げ、上下の矢印キーで動かし、もう一度スペースキーで置きます。Escキーで元の順位に戻ります。',
      'button: 「資金繰り」の順位を上げる, disabled',
      'button: 「資金繰り」の順位を下げる',
    ]);
  });

  test('of a grid on a phone: a group for each card; on a tablet: cells by row and column', async () => {
    const onPhone = await hear({ item: 'directions' });
    expect(onPhone.slice(0, 4)).toEqual([
      'group: 問2 次の取組は、貴社にとってどのくらい必要ですか ※必須',
      'progressbar: 3件のうち0件に回答',
      'group: 1 / 3 IoT・AIを活用した生産性向上',
      'radio: 必要',
    ]);
    expect(onPhone.slice(-2)).toEqual(['button: 前の項目, disabled', 'button: 次の項目']);
    const onTablet = await hear({ item: 'institutions' }, { viewport: TABLET });
    expect(onTablet[1]).toBe('checkbox: 雇用・労務 21財団 | あと3つ選べます');
  });
});

test('a ranked option is dragged by its handle, with a mouse and with a finger, and let go by Escape', async () => {
  const page = await open({ item: 'issues_top', state: 'answered' }, { hasTouch: true });
  const handle = (label: string): Locator => page.getByRole('button', { name: `「${label}」を並べ替える` });
  const order = async (): Promise<unknown> => (await answers(page))['issues_top'];

  await handle('資金繰り').scrollIntoViewIfNeeded();
  const [from, to] = [await middleOf(handle('資金繰り')), await middleOf(handle('後継者不在・事業承継'))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 20, { steps: 4 });
  await expect(page.locator('ol li').first()).toContainText('2位');
  await page.keyboard.press('Escape');
  await expect(page.locator('ol li').first()).toContainText('1位');
  await page.mouse.up();
  expect(await order()).toBeUndefined();
  await comeToRest(page);

  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y + 5, { steps: 4 });
  await page.mouse.up();
  await expect.poll(order).toEqual(['labour', 'succession', 'finance']);
  await comeToRest(page);

  // The finger takes what is last now to the top; the page must not scroll instead.
  const scrolled = await page.evaluate(() => scrollY);
  const touch = await page.context().newCDPSession(page);
  const [last, first] = [await middleOf(handle('資金繰り')), await middleOf(handle('雇用・労務'))];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [last] });
  for (const share of [0.25, 0.5, 0.75, 1]) {
    const y = last.y + (first.y - 5 - last.y) * share;
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: last.x, y }] });
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(order).toEqual(['finance', 'labour', 'succession']);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  await page.context().close();
});

test('a ranking is made and changed by keyboard alone, and the focus stays', async () => {
  const page = await open({ item: 'issues_top' });
  await page.getByRole('checkbox', { name: '資金繰り' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: '雇用・労務' }).focus();
  await page.keyboard.press('Space');
  const handle = page.getByRole('button', { name: '「資金繰り」を並べ替える' });
  await handle.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(handle).toBeFocused();
  await expect(handle).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Space');
  expect((await answers(page))['issues_top']).toEqual(['labour', 'finance']);
  await page.context().close();
});

test('a grid on a phone goes from card to card by button and by swipe', async () => {
  const page = await open({ item: 'institutions' }, { hasTouch: true });
  const shows = (card: string): Promise<void> =>
    expect(page.locator('fieldset > div').getByText(card, { exact: true }).first()).toBeVisible();
  const second = page.getByRole('group', { name: '2 / 5' });
  await page.getByRole('checkbox', { name: '金融機関' }).first().check();
  await page.getByRole('button', { name: '次の項目' }).click();
  await shows('2 / 5');
  await expect(second).toBeInViewport({ ratio: 0.5 });
  await page.locator('.card-strip').evaluate((strip) => strip.scrollTo({ left: strip.scrollWidth }));
  await shows('5 / 5');
  await expect(page.getByRole('button', { name: '次の項目' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('progressbar')).toHaveAccessibleName('5件のうち1件に回答');
  await page.context().close();
});

test('the headings of a long table stay in sight', async () => {
  const page = await open({ item: 'institutions' }, { viewport: { width: 1180, height: 300 } });
  const heading = page.getByRole('columnheader', { name: '金融機関' });
  await page.locator('.card:has(table)').evaluate((box) => {
    box.scrollIntoView({ block: 'center' });
    box.scrollTo({ top: box.scrollHeight });
  });
  await expect(heading).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('checkbox', { name: '後継者不在・事業承継 士業' })).toBeInViewport({
    ratio: 1,
  });
  await page.context().close();
});

test('choices are told apart where a person has colours of their own', async () => {
  const page = await open({ item: 'position', state: 'answered' }, { forcedColors: 'active' });
  const edges = await page
    .getByRole('radio')
    .evaluateAll((radios) =>
      radios.map((radio) => [
        (radio as HTMLInputElement).checked,
        getComputedStyle(radio.closest('label')!).outlineStyle,
      ]),
    );
  expect(edges.filter(([isChecked, outline]) => isChecked !== (outline === 'solid'))).toEqual([]);
  await page.context().close();
});

async function hear(place: Place, options: Parameters<Browser['newContext']>[0] = {}): Promise<string[]> {
  const page = await open(place, options);
  const spoken = await listSpoken(page);
  await page.context().close();
  return spoken;
}

/** Rows that were let go glide back, if only for a moment. */
async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error('not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
