import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { startProduct, type Product } from '#tests/support/product.ts';
import { expectAllSent, PHONE, press, signIn } from './steps.ts';
import { inviteUnaskedCompany } from './survey-steps.ts';

/*
 * Taps that mean nothing yet (see `guardPresses`): no double tap, by touch or mouse, and no Enter
 * that is held passes a control that is final or destroys something; a press after 600 ms does.
 */
const WAYS = ['touch', 'mouse', 'Enter'] as const;
type Way = (typeof WAYS)[number];
/** When the second tap comes, in ms after what it hits has come. */
const TOO_SOON = [60, 150, 300, 450];

let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.stop());

async function openAs(role: string): Promise<{ page: Page; context: BrowserContext }> {
  const context = await product.browser.newContext(PHONE);
  const page = await context.newPage();
  const { email, password } = product.people.find((person) => person.role === role)!;
  await signIn(page, product.server.url, email, password);
  await expectAllSent(page);
  return { page, context };
}

/** What presses of a final control passed the guard, by the time since it came. */
interface Pressed {
  name: string;
  way: Way;
  passed: number[];
}

/**
 * Lets every final control of the screen come anew (a copy of it that does nothing) and says what
 * presses of it passed the guard, by the time since it came.
 */
async function pressFinals(page: Page, within = ''): Promise<Pressed[]> {
  const selector = `${within} [data-final]:visible:enabled`;
  await page.evaluate(() => {
    const seen = window as unknown as { passed: number[]; cameMs: number };
    document.addEventListener('click', ({ timeStamp }) => seen.passed?.push(timeStamp - seen.cameMs), true);
  });
  const finals = await page.locator(selector).all();
  const results = [];
  for (const [index] of finals.entries()) {
    const control = page.locator(selector).nth(index);
    await control.scrollIntoViewIfNeeded();
    const name = (await control.innerText()).trim();
    for (const way of WAYS) {
      const { x, y } = await comeAnew(control);
      const hit = async (): Promise<void> => {
        if (way === 'touch') await page.touchscreen.tap(x, y);
        else if (way === 'mouse') await page.mouse.click(x, y);
        // Held: the browser says that it repeats.
        else await page.keyboard.down('Enter');
      };
      for (const atMs of [...TOO_SOON, 600]) {
        await until(page, atMs);
        if (atMs === 600 && way === 'Enter') await page.keyboard.up('Enter');
        await hit();
      }
      if (way === 'Enter') await page.keyboard.up('Enter');
      const passed = await page.evaluate(() => (window as unknown as { passed: number[] }).passed);
      results.push({ name, way, passed });
    }
  }
  return results;
}

/** Puts a copy in the place of a control; gives its middle. */
function comeAnew(control: Locator): Promise<{ x: number; y: number }> {
  return control.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    element.replaceWith(copy);
    // Its own screen would be left.
    copy.setAttribute('type', 'button');
    copy.focus();
    Object.assign(window, { passed: [], cameMs: performance.now() });
    const { x, y, width, height } = copy.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
}

function until(page: Page, ms: number): Promise<unknown> {
  return page.waitForFunction(
    (at) => performance.now() - (window as unknown as { cameMs: number }).cameMs >= at,
    ms,
    { polling: 5 },
  );
}

function expectGuarded(results: Awaited<ReturnType<typeof pressFinals>>, address: string): void {
  for (const { name, way, passed } of results) {
    expect(
      passed.filter((ms) => ms < 500),
      `${name} by ${way} on ${address}`,
    ).toEqual([]);
    expect(passed.length, `${name} by ${way} after 600 ms on ${address}`).toBeGreaterThan(0);
  }
}

const OPENERS = 'main button:visible:enabled:not([data-final], [type=submit])';

/** The same in each sheet that a button of the screen opens; the screen is loaded anew for each, as its controls have been replaced. */
async function pressFinalsOfSheets(page: Page, address: string): Promise<Pressed[]> {
  const open = async (): Promise<number> => {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForTimeout(1_000);
    return page.locator(OPENERS).count();
  };
  const results: Pressed[] = [];
  const count = await open();
  let isFresh = true;
  for (let at = 0; at < count; at += 1) {
    if (!isFresh) await open();
    const opener = page.locator(OPENERS).nth(at);
    if (!(await opener.isVisible())) continue;
    const name = (await opener.innerText()).trim();
    await press(opener);
    await page.waitForTimeout(300);
    const sheets = page.locator('dialog[open] [data-final]:visible:enabled');
    isFresh = page.url() === address && (await page.locator('dialog[open]').count()) === 0;
    if ((await sheets.count()) > 0)
      results.push(
        ...(await pressFinals(page, 'dialog[open]')).map((each) => ({
          ...each,
          name: `${name}: ${each.name}`,
        })),
      );
  }
  return results;
}

/** A page that leads to records: its address, and how theirs begins. */
type List = readonly [address: string, records: string];

/**
 * The screens of a role, those of records by the first one that each list leads to.
 *
 * @param parts addresses under the first survey
 */
async function walk(
  role: string,
  addresses: string[],
  lists: List[],
  parts: string[] = [],
): Promise<string[]> {
  const { page, context } = await openAs(role);
  const { url } = product.server;
  const records: string[] = [];
  for (const [list, start] of lists) {
    await page.goto(`${url}/app${list}`);
    const first = page.locator(`main a[href^="/app${start}"]:not([href$="new"])`).first();
    await first.waitFor();
    records.push((await first.getAttribute('href'))!.slice('/app'.length));
  }
  const survey = records.find((address) => address.startsWith('/surveys/'));
  const found: string[] = [];
  for (const address of [...addresses, ...records, ...parts.map((part) => `${survey}${part}`)]) {
    await page.goto(`${url}/app${address}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForTimeout(1_000);
    const results = [
      ...(await pressFinals(page)),
      ...(await pressFinalsOfSheets(page, `${url}/app${address}`)),
    ];
    expectGuarded(results, address);
    found.push(...results.map(({ name }) => name));
  }
  await context.close();
  return [...new Set(found)];
}

test('every final control on the screens of a coordinator', { tag: '@long' }, async () => {
  const found = await walk(
    'coordinator',
    ['/settings', '/leads/new', '/sync', '/partners', '/handout'],
    [
      ['/accounts', '/accounts/'],
      ['/leads', '/leads/'],
      ['/week', '/visits/'],
      ['/referrals', '/referrals/'],
      ['/programmes', '/programmes/p'],
    ],
  );
  expect(found).toContain('サインアウトして、この端末の記録を消す');
  expect(
    found.filter((name) => name.endsWith(': 削除')),
    'a sheet that was opened',
  ).not.toEqual([]);
});

test('every final control on the screens of the office', { tag: '@long' }, async () => {
  const found = await walk(
    'office',
    ['/devices', '/inbox', '/import', '/people', '/frames', '/leads/assign', '/upkeep'],
    [
      ['/surveys', '/surveys/'],
      ['/accounts', '/accounts/'],
    ],
    ['/lots', '/arrivals', '/returns', '/sample', '/units', '/duplicates', '/paper'],
  );
  expect(found).toContain('受付を締め切る');
});

test(
  'a company: no double tap sends its answers, nor passes the question whether to erase them',
  { tag: '@long' },
  async () => {
    const { page: staff, context } = await openAs('coordinator');
    const { invitation } = await inviteUnaskedCompany(staff, product.server.url);
    await context.close();

    const page = await (await product.browser.newContext(PHONE)).newPage();
    await page.goto(invitation.link);
    await press(page.getByRole('button', { name: '始める' }));
    const next = page.getByRole('button', { name: /^(次へ|このまま次へ)$/ });
    const heading = page.getByRole('heading', { level: 1 });
    // Each costs a way back; the controls of the review are pressed at all of the gaps below.
    for (const [index, gapMs] of [TOO_SOON[0]!, TOO_SOON[2]!].entries()) {
      for (const way of ['touch', 'mouse'] as const) {
        if (await page.getByRole('button', { name: '送信する' }).isVisible()) await page.goBack();
        await toLastQuestion(page);
        const box = (await next.boundingBox())!;
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const tap = () => (way === 'touch' ? page.touchscreen.tap(x, y) : page.mouse.click(x, y));
        await page.waitForTimeout(600);
        await tap();
        await page.waitForTimeout(gapMs);
        await tap();
        await page.waitForTimeout(600);
        await expect(heading, `${way} after ${gapMs} ms, round ${index}`).toHaveText('回答の確認');
      }
    }
    expectGuarded(await pressFinals(page), 'the review');
    while (!(await page.getByRole('button', { name: /^(続きから|始める)$/ }).isVisible()))
      await press(page.getByRole('button', { name: '戻る' }));
    const drop = page.getByRole('button', { name: 'このブラウザの回答を消す' });
    await press(drop);
    const again = (await page.getByRole('button', { name: /もう一度押して/ }).boundingBox())!;
    await page.touchscreen.tap(again.x + again.width / 2, again.y + again.height / 2);
    await expect(page.getByRole('button', { name: /もう一度押して/ })).toBeVisible();
    await press(page.getByRole('button', { name: /もう一度押して/ }));
    await expect(page.getByRole('button', { name: '始める' })).toBeVisible();
    await page.context().close();
  },
);

/** Goes on until the review comes; what is amiss is passed over. */
async function toReview(page: Page): Promise<void> {
  const review = page.getByRole('heading', { name: '回答の確認' });
  for (let presses = 0; presses < 90 && !(await review.isVisible()); presses += 1) {
    await press(page.getByRole('button', { name: /^(次へ|このまま次へ)$/ }));
    await page.waitForTimeout(100);
  }
}

/** Goes on until the review comes, and one back, to the last question. */
async function toLastQuestion(page: Page): Promise<void> {
  await toReview(page);
  await press(page.getByRole('button', { name: '戻る' }));
  await page.waitForTimeout(200);
  // What is amiss there is told at the first press, which is not the one that counts here.
  const next = page.getByRole('button', { name: '次へ' });
  if (!(await next.isVisible())) return;
  await press(next);
  if (await page.getByRole('button', { name: '送信する' }).isVisible()) {
    await press(page.getByRole('button', { name: '戻る' }));
    await page.waitForTimeout(200);
  }
}

test('an interview: what submits it is armed late', { tag: '@long' }, async () => {
  const { page, context } = await openAs('coordinator');
  await page.goto(`${product.server.url}/app/practice`);
  await toReview(page);
  expectGuarded(await pressFinals(page), 'the check of an interview');
  await context.close();
});
