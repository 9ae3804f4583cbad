import type { Page } from '@playwright/test';
import { signInAndSync, type Product } from '#tests/support/product.ts';
import { countFigure, timeFigure, type Figure } from './figure.ts';
import { openPoorLink } from './poor-link.ts';

/** 80 kbit/s. */
const BYTES_PER_SECOND = 10_000;
const LOSSES = 0.05;
const VISITS = 200;
const NOTE_LENGTH = 2_000;
const PATIENCE_MS = 20 * 60_000;

/** Visits with long notes, recorded without a signal, over a link at the edge of one: whether and when they are up. */
export async function measureSlowLink({ browser, server, people }: Product): Promise<Figure[]> {
  const link = await openPoorLink(BYTES_PER_SECOND, LOSSES);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    proxy: { server: link.url, bypass: '<-loopback>' },
  });
  try {
    const page = await context.newPage();
    // What tsx puts around functions with a name, also those that run in the page.
    await page.addInitScript('globalThis.__name = (named) => named');
    await signInAndSync(
      page,
      server.url,
      people.find(({ role }) => role === 'coordinator')!,
    );
    const bytes = await page.evaluate(recordVisits, { count: VISITS, length: NOTE_LENGTH });
    link.becomePoor();
    const startedMs = performance.now();
    await page.reload();
    let left = VISITS;
    while (left > 0 && performance.now() - startedMs < PATIENCE_MS) {
      await page.waitForTimeout(2_000);
      ({ left } = await countOutbox(page));
    }
    const tookMs = performance.now() - startedMs;
    const { left: stillThere, quarantined } = await countOutbox(page);
    const leastMs = (bytes / BYTES_PER_SECOND) * 1000;
    return [
      countFigure(`80 kbit/s, 5 % lost: of ${VISITS} visits with notes not sent`, stillThere, 0),
      countFigure('… refused', quarantined, 0),
      timeFigure('… until all are sent', [tookMs]),
      timeFigure('… the time that their bytes alone take', [leastMs]),
      countFigure('… requests lost', link.lost),
      countFigure('… requests carried', link.carried),
    ];
  } finally {
    await context.close();
    await link.stop();
  }
}

function countOutbox(page: Page): Promise<{ left: number; quarantined: number }> {
  return page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((each) => each.name?.startsWith('banso'))!;
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name!);
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(opening.error!));
    });
    const entries = await new Promise<{ state: string }[]>((resolve, reject) => {
      const all = db.transaction('outbox').objectStore('outbox').getAll();
      all.addEventListener('success', () => resolve(all.result));
      all.addEventListener('error', () => reject(all.error!));
    });
    db.close();
    return {
      left: entries.length,
      quarantined: entries.filter(({ state }) => state === 'quarantined').length,
    };
  });
}

/** In the page: puts visits with notes into the app's database as it does itself. Gives the bytes of their changes. */
async function recordVisits({ count, length }: { count: number; length: number }): Promise<number> {
  const { name } = (await indexedDB.databases()).find((each) => each.name?.startsWith('banso'))!;
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name!);
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error!));
  });
  const tx = db.transaction(['accounts', 'visits', 'outbox', 'shadows', 'meta'], 'readwrite');
  const ask = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error!));
    });
  const meta = tx.objectStore('meta');
  const readMeta = async <T>(key: string): Promise<T | undefined> =>
    ((await ask(meta.get(key))) as { value: T } | undefined)?.value;
  const deviceId = (await readMeta<string>('deviceId'))!;
  const seq = (await readMeta<number>('deviceSeq')) ?? 0;
  const accountIds = (await ask(tx.objectStore('accounts').getAllKeys(null, count))) as string[];
  const userId = name!.slice(-36);
  const newId = (): string => {
    const hex = `${Date.now().toString(16).padStart(12, '0')}7${crypto.randomUUID().replaceAll('-', '').slice(13)}`;
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const recordId = newId();
    const fields = {
      accountId: accountIds[index % accountIds.length],
      status: 'planned',
      plannedDate: '2026-12-01',
      notes: `${index} ${'訪問で聞いたことを、帰りの車の中で忘れないうちに書く。'.repeat(100)}`.slice(
        0,
        length,
      ),
    };
    const change = {
      changeId: newId(),
      deviceId,
      deviceSeq: seq + index + 1,
      madeBy: userId,
      madeAt: new Date().toISOString(),
      collection: 'visits',
      recordId,
      kind: 'put',
      baseRevision: 0,
      fields,
    };
    bytes += new TextEncoder().encode(JSON.stringify(change)).length;
    tx.objectStore('outbox').put({ deviceSeq: change.deviceSeq, recordId, change, state: 'pending' });
    tx.objectStore('shadows').put({ id: recordId, collection: 'visits', record: null });
    tx.objectStore('visits').put({
      id: recordId,
      revision: 0,
      fields,
      deletedAt: null,
      conflicts: [],
      warnings: [],
    });
  }
  meta.put({ key: 'deviceSeq', value: seq + count });
  await new Promise<void>((resolve, reject) => {
    tx.addEventListener('complete', () => resolve());
    tx.addEventListener('abort', () => reject(tx.error!));
  });
  db.close();
  return bytes;
}
