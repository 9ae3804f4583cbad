import type { BrowserContext, Page } from '@playwright/test';

/*
 * How long a page takes for what people wait for: measured in the page, the same way in ours and in the bare one.
 */

/** How often a cold start is measured. */
const STARTS = 5;
const THROTTLE = 4;

/** From the cold page to a heading with a list of visits, in ms; the page has been opened before, so that it is kept. */
export async function measureStarts(context: BrowserContext, url: string): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < STARTS; run += 1) {
    const cold = await context.newPage();
    await slowDown(context, cold);
    await cold.addInitScript(() => {
      const store = window as unknown as { usableMs?: number };
      new MutationObserver(() => {
        const isUsable =
          document.querySelector('main h1') && document.querySelector('main a[href*="/visits/"]');
        if (isUsable) store.usableMs ??= performance.now();
      }).observe(document, { subtree: true, childList: true });
    });
    await cold.goto(url);
    await cold.waitForFunction(() => (window as unknown as { usableMs?: number }).usableMs !== undefined);
    times.push(await cold.evaluate(() => (window as unknown as { usableMs: number }).usableMs));
    await cold.close();
  }
  return times;
}

/** Key to paint in ms, by the browser's own event timing, for each key of these texts typed into a search field. */
export async function measureKeys(
  context: BrowserContext,
  page: Page,
  texts: readonly string[],
): Promise<number[]> {
  await slowDown(context, page);
  await page.evaluate(() => {
    const store = window as unknown as { keyTimes: number[] };
    store.keyTimes = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry.name === 'keydown') store.keyTimes.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 0, buffered: true } as PerformanceObserverInit);
  });
  const search = page.getByRole('searchbox');
  // A person taps into the field before typing.
  await search.focus();
  await page.waitForTimeout(300);
  for (const text of texts) {
    await search.fill('');
    await search.pressSequentially(text, { delay: 120 });
  }
  await page.waitForTimeout(500);
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
}

/** Begins to note the time from each change to the end of the first writing transaction begun after it. */
export async function watchSaving(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const store = window as unknown as { savingTimes: number[] };
    store.savingTimes = [];
    let changedMs: number | undefined;
    document.addEventListener('change', () => (changedMs = performance.now()), true);
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given: Parameters<IDBDatabase['transaction']>) {
      const begun = transaction.apply(this, given);
      const sinceMs = changedMs;
      if (begun.mode === 'readwrite' && sinceMs !== undefined) {
        changedMs = undefined;
        begun.addEventListener('complete', () => store.savingTimes.push(performance.now() - sinceMs));
      }
      return begun;
    };
  });
}

/** Ticks boxes, and gives how long each took to be durable, in ms (see `watchSaving`). */
export async function measureSaves(context: BrowserContext, page: Page, boxCount: number): Promise<number[]> {
  await slowDown(context, page);
  const boxes = page.getByRole('checkbox');
  for (let tick = 0; tick < 24; tick += 1) {
    await boxes.nth(tick % boxCount).click();
    await page.waitForTimeout(250);
  }
  return page.evaluate(() => (window as unknown as { savingTimes: number[] }).savingTimes);
}

async function slowDown(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
}

/** Begins to note when somebody pressed "sign in"; nothing may read the database meanwhile, which would hold the sync up. */
export async function watchFirstSync(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('click', () => (sessionStorage['pressedMs'] ??= Date.now()), true);
  });
}

/** From the press to when the device noted that it holds all that the server has for its person, in ms. */
export async function readFirstSync(page: Page): Promise<number> {
  const syncedAt = await page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((each) => each.name!.startsWith('banso-'))!;
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opened = indexedDB.open(name!);
      opened.addEventListener('success', () => resolve(opened.result));
    });
    const { value } = await new Promise<{ value: string }>((resolve) => {
      const asked = db.transaction('meta').objectStore('meta').get('lastSyncAt');
      asked.addEventListener('success', () => resolve(asked.result as { value: string }));
    });
    db.close();
    return value;
  });
  return Date.parse(syncedAt) - (await page.evaluate(() => Number(sessionStorage['pressedMs'])));
}
