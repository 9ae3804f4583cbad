import { loadavg } from 'node:os';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { signInAndSync, type Product } from '#tests/support/product.ts';
import { startBarePage } from './bare-page.ts';
import { ratioFigure, timeFigure, type Figure } from './figure.ts';
import { measureStarts } from './watch-work.ts';

/*
 * The manager's home on a device with 7,500 companies and 20,000 finished visits, offline: from the tap in the side bar
 * of Today. The throttle of the browser slows the page down, not its workers: the worker's time is told apart, and once
 * more as it would be on so slow a machine.
 */
const THROTTLE = 4;
const VISITS = 20_000;
const RUNS = 4;
/** Today has done what it does by itself. */
const QUIET_MS = 6_000;

/** What the page notes of an opening, see `watchOpening`. */
interface OpeningStore {
  pressedMs: number;
  /** The numbers of the year stand painted. */
  shownMs: number;
  /** They are of the records as they are. */
  currentMs: number;
  workerMs?: number;
}

/** From the tap on. */
interface Opening {
  shownMs: number;
  currentMs: number;
  workerMs: number;
  /** Of all processes of the browser, which a busy machine does not prolong. */
  cpuMs: number;
}

/** Fills the device, then opens the home again and again, and once without what it counted before. */
export async function measureManagementHome({
  newPage,
  server,
  people,
  browser,
}: Product): Promise<Figure[]> {
  const manager = people.find(({ role }) => role === 'manager');
  if (!manager) throw new Error('the demo has no manager');
  const { page, context } = await newPage(1);
  await signInAndSync(page, server.url, manager);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await fillDevice(page, VISITS);
  await page.reload();
  await page.getByText('送信済み').first().waitFor();
  await page.close();
  await context.setOffline(true);

  const url = `${server.url}/app/`;
  const processes = await browser.newBrowserCDPSession();
  const first = await openHome(context, url, processes, false);
  const unchanged: Opening[] = [];
  const changed: Opening[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    unchanged.push(await openHome(context, url, processes, false));
    changed.push(await openHome(context, url, processes, true));
  }
  await context.close();
  const bare = await openBarePages(newPage);

  const shown = [...unchanged, ...changed].map(({ shownMs }) => shownMs);
  const current = unchanged.map(({ currentMs }) => currentMs);
  const name = 'manager’s home, 7,500 companies and 20,000 visits';
  return [
    timeFigure(`${name}: tap to its numbers (load ${loadavg()[0]!.toFixed(0)})`, shown, 300),
    ratioFigure('… to a cold start of a bare page', shown, bare),
    timeFigure('… to numbers of the records as they are, nothing new on the device', current, 300),
    timeFigure(
      '… the same with something new: counted anew, worker at full speed',
      changed.map(({ currentMs }) => currentMs),
    ),
    timeFigure(
      '… of it the worker',
      changed.map(({ workerMs }) => workerMs),
    ),
    timeFigure('… opened for the first time on the device', [first.currentMs]),
    timeFigure(
      '… CPU time of the browser for an opening with nothing new',
      unchanged.map(({ cpuMs }) => cpuMs),
    ),
    timeFigure(
      '… with something new',
      changed.map(({ cpuMs }) => cpuMs),
    ),
  ];
}

/** Copies finished visits under new ids until there are so many, over all companies and six years, some served again and again. */
async function fillDevice(page: Page, count: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { name } = (await indexedDB.databases()).find((each) => each.name!.startsWith('banso-'))!;
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opened = indexedDB.open(name!);
      opened.addEventListener('success', () => resolve(opened.result));
    });
    const [accounts, visits] = await Promise.all(
      ['accounts', 'visits'].map(
        (store) =>
          new Promise<{ id: string; fields: Record<string, unknown> }[]>((resolve) => {
            const asked = db.transaction(store).objectStore(store).getAll();
            asked.addEventListener('success', () => resolve(asked.result));
          }),
      ),
    );
    const patterns = visits!.filter(({ fields }) => fields['status'] === 'finished');
    const nowMs = Date.now();
    for (let made = patterns.length; made < wanted;) {
      const writing = db.transaction('visits', 'readwrite');
      for (const end = Math.min(made + 2_000, wanted); made < end; made += 1) {
        const pattern = patterns[made % patterns.length]!;
        // Half of the contacts go to a tenth of the companies.
        const among = made % 2 === 0 ? accounts!.length : Math.floor(accounts!.length / 10);
        const startedMs = nowMs - ((made * 7919) % (6 * 365)) * 86_400_000;
        writing
          .objectStore('visits')
          .put({
            ...pattern,
            id: `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`,
            fields: {
              ...pattern.fields,
              accountId: accounts![(made * 104_729) % among]!.id,
              startedAt: new Date(startedMs).toISOString(),
              finishedAt: new Date(startedMs + 3_600_000).toISOString(),
            },
          });
      }
      await new Promise((resolve) => writing.addEventListener('complete', resolve));
    }
    db.close();
  }, count);
}

/**
 * Starts the app on Today, then goes to the home as a manager does.
 *
 * @param isChanged whether the device has heard of something since it was opened last
 */
async function openHome(
  context: BrowserContext,
  url: string,
  processes: CDPSession,
  isChanged: boolean,
): Promise<Opening> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1180, height: 820 });
  await watchOpening(page);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  await page.goto(url);
  const link = page.getByRole('navigation').getByRole('link', { name: '支援の状況' });
  await link.waitFor();
  await page.waitForTimeout(QUIET_MS);
  // What the driver of the browser asks the page with is read by the page once, and not while it is measured.
  await page.waitForFunction(() => true);
  if (isChanged) await moveCursor(page);
  const cpuBefore = await readCpuMs(processes);
  await link.click();
  await page.waitForFunction(() => (window as unknown as OpeningStore).currentMs > 0, undefined, {
    timeout: 120_000,
    polling: 500,
  });
  const cpuMs = (await readCpuMs(processes)) - cpuBefore;
  const {
    pressedMs,
    shownMs,
    currentMs,
    workerMs = 0,
  } = await page.evaluate(() => {
    const store = window as unknown as OpeningStore;
    return {
      pressedMs: store.pressedMs,
      shownMs: store.shownMs,
      currentMs: store.currentMs,
      workerMs: store.workerMs,
    };
  });
  // What was counted is kept for the next opening.
  await page.waitForTimeout(1_000);
  await page.close();
  return { shownMs: shownMs - pressedMs, currentMs: currentMs - pressedMs, workerMs, cpuMs };
}

/** As if a page of a pull had come. */
async function moveCursor(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((each) => each.name!.startsWith('banso-'))!;
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opened = indexedDB.open(name!);
      opened.addEventListener('success', () => resolve(opened.result));
    });
    const writing = db.transaction('meta', 'readwrite');
    const meta = writing.objectStore('meta');
    const asked = meta.get('cursor') as IDBRequest<{ value: number }>;
    asked.addEventListener('success', () => meta.put({ key: 'cursor', value: asked.result.value + 1 }));
    await new Promise((resolve) => writing.addEventListener('complete', resolve));
    db.close();
  });
}

/** Begins to note the tap, when the numbers stand painted, and how long the worker takes for them. */
async function watchOpening(page: Page): Promise<void> {
  // No function in here may have a name: the transpiler would call a helper that the page does not have.
  await page.addInitScript(() => {
    const store = window as unknown as OpeningStore;
    document.addEventListener('click', (event) => (store.pressedMs = event.timeStamp), true);
    new MutationObserver(() => {
      if (store.currentMs > 0 || !document.querySelector('main [data-figure]')) return;
      const isCurrent = document.querySelector('main [data-current=true]') !== null;
      requestAnimationFrame(() => {
        // A task behind the frame runs when it is painted.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          store.shownMs ??= performance.now();
          if (isCurrent) store.currentMs ??= performance.now();
        });
        port1.start();
        port2.postMessage(null);
      });
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-current'] });
    // From when the worker is made until it has told of the records, and from the question to its answer.
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        if (given[1]?.name !== 'management') return;
        let askedMs = performance.now();
        store.workerMs = 0;
        this.addEventListener('message', ({ data }: MessageEvent<{ kind: string }>) => {
          if (store.currentMs > 0 || data.kind === 'beat') return;
          store.workerMs = (store.workerMs ?? 0) + performance.now() - askedMs;
          askedMs = performance.now();
        });
      }
    };
  });
}

/** A cold start of the least page of the kind, for what this machine takes for one. */
async function openBarePages(newPage: Product['newPage']): Promise<number[]> {
  const bare = await startBarePage();
  const { page, context } = await newPage(1);
  try {
    await page.goto(bare.url);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await page.locator('main a').first().waitFor();
    await page.close();
    await context.setOffline(true);
    return await measureStarts(context, bare.url);
  } finally {
    await context.close();
    await bare.stop();
  }
}

/** CPU time of all processes of the browser so far. */
async function readCpuMs(processes: CDPSession): Promise<number> {
  const { processInfo } = await processes.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}
