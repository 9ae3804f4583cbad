// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, it, vi } from 'vitest';
import { WorkerLink, type WorkerEnd } from '#client/workers/bridge/worker-link.ts';
import { letGoWhenPutAside } from '#client/storage/let-go.ts';

/** The page is left: for good, or to be shown again as it stood. */
function leave(persisted: boolean): void {
  window.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));
}

/** A page's connection to the database, in the middle of a transaction that goes on and on. */
async function openBusyPage(): Promise<{ db: Dexie; stop: () => void; ended: Promise<unknown> }> {
  const db = new Dexie('device');
  db.version(1).stores({ notes: 'id' });
  const stop = letGoWhenPutAside(db);
  await db.open();
  const going = new AbortController();
  const ended = db
    .transaction('rw', 'notes', async () => {
      await db.table('notes').put({ id: 1 });
      while (!going.signal.aborted) await db.table('notes').get(1);
    })
    .catch((error: unknown) => error);
  await vi.waitFor(() => expect(db.isOpen()).toBe(true));
  return { db, ended, stop: () => void (going.abort(), stop()) };
}

it('a page that is put aside does not hold the database against the next one', async () => {
  const busy = await openBusyPage();
  leave(true);
  const next = new Dexie('device');
  next.version(1).stores({ notes: 'id' });
  expect(await next.table('notes').count()).toBe(0);
  expect(await busy.ended).toBeInstanceOf(Error);
  next.close();
  busy.stop();
});

it('a page that goes for good is left to the browser', async () => {
  const busy = await openBusyPage();
  leave(false);
  expect(busy.db.isOpen()).toBe(true);
  busy.stop();
  await busy.ended;
  busy.db.close();
});

it('its workers end with it', async () => {
  const terminate = vi.fn();
  const end: WorkerEnd = { postMessage: vi.fn(), addEventListener: vi.fn(), terminate };
  const link = new WorkerLink<{ work: { request: null; answer: null } }>(end);
  const answer = link.ask('work', null);
  leave(false);
  expect(terminate).not.toHaveBeenCalled();
  leave(true);
  await expect(answer).rejects.toMatchObject({ reason: 'closed' });
  expect(terminate).toHaveBeenCalledOnce();
});
