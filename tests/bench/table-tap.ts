import type { Browser, CDPSession, Page, Worker } from '@playwright/test';
import { signInAndSync, type Product } from '#tests/support/product.ts';
import { percentile95, sizeFigure, timeFigure, type Figure } from './figure.ts';
import { measureTab } from './tab-memory.ts';

/*
 * Taps in the tables page of a manager whose device holds 100,000 responses. The throttle of the browser slows the page
 * down, not its workers, which a counting loop in both shows each time: what the worker takes is counted as often as it
 * would take it on so slow a machine.
 */
const THROTTLE = 4;
const RESPONSES = 100_000;
const ROUNDS = 5;
/** A table that has not changed for so long is the new one. */
const QUIET_MS = 700;
/** Several answers, one of a grid, the points of a ranking, one answer. */
const QUESTIONS = ['institutions.labour', 'directions.iot_ai', 'issues_top.score', 'used', 'issues'];
/** The widest one, two small ones, one of several answers. */
const ATTRIBUTES = ['municipality', 'region', 'underway', 'industry'];

/** What the page notes of a tap, see `watchTaps`. */
interface TapStore {
  pressedMs: number;
  paintedMs: number;
}
interface WorkStore {
  workMs: number;
}

/** Builds the data set of 100,000 responses on the device, then taps question, attribute, unit and filter. */
export async function measureTableTaps({ newPage, server, people, browser }: Product): Promise<Figure[]> {
  const manager = people.find(({ role }) => role === 'manager');
  if (!manager) throw new Error('the demo has no manager');
  const { page: filling, context } = await newPage(1);
  await signInAndSync(filling, server.url, manager);
  await fillDevice(filling, RESPONSES);
  await filling.close();

  const page = await context.newPage();
  await page.setViewportSize({ width: 1180, height: 820 });
  await watchTaps(page);
  const session = await context.newCDPSession(page);
  const { buildMs, mostMib } = await openTables(page, server.url, browser);
  const restMib = await measureTab(browser);
  const worker = page.workers().find((each) => each.url().includes('tabulation'));
  if (!worker) throw new Error('the page has no worker that counts');
  await watchWork(worker);
  const { pageFactor, workerFactor } = await proveThrottle(page, worker, session);
  const taps = await tapAround(page, worker);
  await context.close();

  const missing = Math.max(0, THROTTLE / workerFactor - 1);
  const slowed = taps.map(({ tapMs, workMs }) => tapMs + workMs * missing);
  const proof = `page ${pageFactor.toFixed(1)} ×, worker ${workerFactor.toFixed(1)} × slower by the throttle`;
  const kinds = [...new Set(taps.map(({ kind }) => kind))];
  return [
    timeFigure('100,000 responses: first build of the data set, worker at full speed', [buildMs]),
    sizeFigure('… the tab at most meanwhile', [mostMib]),
    sizeFigure('… the tab thereafter', [restMib]),
    timeFigure(`tap to painted table at 4 ×, worker’s part multiplied (${proof})`, slowed, 100),
    timeFigure('… the 95th percentile', [percentile95(slowed)], 100),
    ...kinds.map((kind) =>
      timeFigure(
        `… ${kind}`,
        slowed.filter((_, tap) => taps[tap]!.kind === kind),
      ),
    ),
    timeFigure(
      '… of it the worker, at full speed',
      taps.map(({ workMs }) => workMs),
    ),
  ];
}

/** Copies the device's responses under new ids until it has so many, in batches, as a first sync stores them. */
async function fillDevice(page: Page, count: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { name } = (await indexedDB.databases()).find((each) => each.name!.startsWith('banso-'))!;
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opened = indexedDB.open(name!);
      opened.addEventListener('success', () => resolve(opened.result));
    });
    const patterns = await new Promise<{ id: string; deletedAt: unknown; fields: { surveyId: string } }[]>(
      (resolve) => {
        const asked = db.transaction('responses').objectStore('responses').getAll();
        asked.addEventListener('success', () => resolve(asked.result));
      },
    );
    for (let made = patterns.length; made < wanted;) {
      const writing = db.transaction('responses', 'readwrite');
      for (const end = Math.min(made + 2_000, wanted); made < end; made += 1) {
        const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
        writing.objectStore('responses').put({ ...patterns[made % patterns.length]!, id });
      }
      await new Promise((resolve) => writing.addEventListener('complete', resolve));
    }
    db.close();
  }, count);
}

/** Begins to note when something was pressed, and when the table last stood painted anew. */
async function watchTaps(page: Page): Promise<void> {
  // No function in here may have a name: the transpiler would call a helper that the page does not have.
  await page.addInitScript(() => {
    const store = window as unknown as TapStore;
    for (const kind of ['click', 'change'])
      document.addEventListener(kind, (event) => (store.pressedMs = event.timeStamp), true);
    new MutationObserver((records) => {
      const isOfTable = records.some(
        ({ target, addedNodes }) =>
          (target instanceof Element ? target : target.parentElement)?.closest('main table') ||
          [...addedNodes].some((node) => node instanceof Element && node.querySelector('table')),
      );
      if (!isOfTable) return;
      requestAnimationFrame(() => {
        // A task behind the frame runs when it is painted.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => (store.paintedMs = performance.now()));
        port1.start();
        port2.postMessage(null);
      });
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** Notes how long the worker is at work for tables, from when it reads a request until its answer is posted. */
async function watchWork(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const store = self as unknown as WorkStore;
    store.workMs = 0;
    let readMs = 0;
    // A listener of ours would be called behind the product's, whose work may be done by then.
    const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!;
    Object.defineProperty(MessageEvent.prototype, 'data', {
      get(this: MessageEvent) {
        readMs = performance.now();
        return data.get!.call(this) as unknown;
      },
    });
    const post = self.postMessage.bind(self) as (message: unknown, options: unknown) => void;
    self.postMessage = (message: unknown, options?: unknown) => {
      post(message, options);
      if ((message as { kind: string }).kind === 'answer') store.workMs += performance.now() - readMs;
    };
  });
}

/** Opens the tables page at full speed: how long until the first table, and what the tab takes at most meanwhile. */
async function openTables(
  page: Page,
  url: string,
  browser: Browser,
): Promise<{ buildMs: number; mostMib: number }> {
  let mostMib = 0;
  const opened = (async () => {
    await page.goto(`${url}/app/tables?item=issues&by=industry`);
    await page.locator('main table').first().waitFor({ timeout: 300_000 });
    return true;
  })();
  const pause = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 100));
  do mostMib = Math.max(mostMib, await measureTab(browser));
  while (!(await Promise.race([opened, pause()])));
  const buildMs = await page.evaluate(() => (window as unknown as TapStore).paintedMs);
  return { buildMs, mostMib };
}

/** How many times as long a counting loop takes in the page and in its worker once the page is throttled, which it stays. */
async function proveThrottle(
  page: Page,
  worker: Worker,
  session: CDPSession,
): Promise<{ pageFactor: number; workerFactor: number }> {
  // As long as the throttle's turns are short: of many short loops some would fall between two of them.
  const count = () => {
    const startedMs = performance.now();
    let sum = 0;
    for (let step = 0; step < 200_000_000; step += 1) sum = (sum + step) | 0;
    return sum === -1 ? 0 : performance.now() - startedMs;
  };
  const [pageMs, workerMs] = [await page.evaluate(count), await worker.evaluate(count)];
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  const [slowPageMs, slowWorkerMs] = [await page.evaluate(count), await worker.evaluate(count)];
  return { pageFactor: slowPageMs / pageMs, workerFactor: slowWorkerMs / workerMs };
}

interface Tap {
  kind: 'question' | 'attribute' | 'unit' | 'filter';
  /** From the press until the new table is painted. */
  tapMs: number;
  /** Of it the worker. */
  workMs: number;
}

async function tapAround(page: Page, worker: Worker): Promise<Tap[]> {
  const taps: Tap[] = [];
  const tap = async (kind: Tap['kind'], press: () => Promise<unknown>) => {
    await page.waitForTimeout(QUIET_MS);
    const before = await readTap(page, worker);
    await press();
    let after = await readTap(page, worker);
    for (let isQuiet = false; !isQuiet;) {
      await page.waitForTimeout(QUIET_MS);
      const later = await readTap(page, worker);
      isQuiet = later.paintedMs > before.paintedMs && later.paintedMs === after.paintedMs;
      after = later;
    }
    taps.push({ kind, tapMs: after.paintedMs - after.pressedMs, workMs: after.workMs - before.workMs });
  };
  const question = page.getByRole('combobox', { name: '設問（表頭）' });
  const attribute = page.getByRole('combobox', { name: '分類（表側）' });
  await page.getByRole('button', { name: '表示の設定' }).click();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const code of QUESTIONS) await tap('question', () => question.selectOption(code));
    for (const code of ATTRIBUTES) await tap('attribute', () => attribute.selectOption(code));
    for (const name of ['件数', '％'])
      await tap('unit', () => page.getByText(name, { exact: true }).first().click());
    await page.getByRole('button', { name: /^絞り込み/ }).click();
    const dialog = page.getByRole('dialog');
    if (round === 0) await dialog.getByLabel('設問で絞り込む').selectOption('region');
    for (const chip of [0, 1]) await tap('filter', () => dialog.getByRole('checkbox').nth(chip).click());
    await dialog.getByRole('button', { name: '表を見る' }).click();
  }
  return taps;
}

async function readTap(page: Page, worker: Worker): Promise<TapStore & WorkStore> {
  const { pressedMs, paintedMs } = await page.evaluate(() => {
    const store = window as unknown as TapStore;
    return { pressedMs: store.pressedMs, paintedMs: store.paintedMs };
  });
  return { pressedMs, paintedMs, workMs: await worker.evaluate(() => (self as unknown as WorkStore).workMs) };
}
