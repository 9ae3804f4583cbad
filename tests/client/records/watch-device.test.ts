// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { flushPromises } from '@vue/test-utils';
import { effectScope, type EffectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deviceTrouble, keptState, noteFailure } from '#client/records/device-trouble.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useRecordDraft, type RecordDraft } from '#client/records/record-draft.ts';
import { useFormDraft } from '#client/records/use-form-draft.ts';
import { watchDevice, type DeviceWatch } from '#client/records/watch-device.ts';
import { closeWorkspace, openWorkspace, type Session, type Workspace } from '#client/records/workspace.ts';
import { countUnsent } from '#client/storage/count-unsent.ts';
import { GIVING_UP } from '#client/storage/give-up-database.ts';
import { listUnkeptDrafts } from '#client/storage/form-draft.ts';
import { eventually } from '#tests/support/eventually.ts';
import { MemoryStorage } from '#tests/support/memory-storage.ts';

let session: Session;
let workspace: Workspace;
let device: DeviceWatch;
let scope: EffectScope;
let centres = 0;
const cleared = vi.fn<() => void>();

beforeEach(async () => {
  for (const say of ['warn', 'error'] as const) vi.spyOn(console, say).mockImplementation(() => undefined);
  localStorage.clear();
  cleared.mockClear();
  centres += 1;
  session = {
    user: { id: 'me', name: '佐藤', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
    centre: { id: `watched-${centres}`, name: '支援センター' },
  };
  workspace = await openWorkspace(session);
  device = watchDevice(workspace, cleared);
  scope = effectScope();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  scope.stop();
  device.stop();
  deviceTrouble.value = null;
  await workspace.db.delete();
  closeWorkspace();
});

/** The device has no room until it is restored. */
function fillDevice(): { mockRestore: () => void } {
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
}

function openVisit(): RecordDraft<'visits'> {
  return scope.run(() => useRecordDraft('visits', () => 'visit'))!;
}

function leaveScreen(): void {
  scope.stop();
  scope = effectScope();
}

const journal = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith('banso.journal.'));
const isPrevented = (): boolean => {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
};

describe('on a device without room', () => {
  it('what was typed is there again after leaving the screen, is never called saved, and is saved when there is room', async () => {
    const room = fillDevice();
    const typing = openVisit().edit({ notes: '冷凍' });
    await eventually(() => expect(deviceTrouble.value?.unsaved).toHaveLength(1));
    leaveScreen();
    const again = openVisit();
    expect(again.fields.value.notes).toBe('冷凍');
    expect(again.saveState.value).toBe('full');
    void again.edit({ purpose: '見積' });
    await flushPromises();
    expect(again.saveState.value).toBe('full');
    await device.mend();
    expect([again.saveState.value, again.fields.value.notes]).toEqual(['full', '冷凍']);
    expect(isPrevented()).toBe(true);
    expect(await workspace.db.outbox.count()).toBe(0);

    room.mockRestore();
    await device.mend();
    await typing;
    await eventually(() => expect(again.saveState.value).toBe('saved'));
    expect((await workspace.db.visits.get('visit'))?.fields).toEqual({ notes: '冷凍', purpose: '見積' });
    expect(await workspace.db.outbox.count()).toBe(1);
    expect([deviceTrouble.value, journal(), isPrevented()]).toEqual([null, [], false]);
  });

  it('what was typed is tried again by itself, less and less often', async () => {
    const room = fillDevice();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const set = vi.spyOn(workspace.db, 'setMeta');
      const mended = (): number => set.mock.calls.filter(([key]) => key === 'databaseId').length;
      void openVisit().edit({ notes: '冷凍' });
      await vi.waitFor(() => expect(mended()).toBe(1));
      for (const [ms, times] of [
        [1_000, 2],
        [2_000, 3],
        [4_000, 4],
      ] as const) {
        await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
        vi.advanceTimersByTime(ms - 1);
        await new Promise((resolve) => setImmediate(resolve));
        expect(mended()).toBe(times - 1);
        vi.advanceTimersByTime(1);
        await vi.waitFor(() => expect(mended()).toBe(times));
      }
      room.mockRestore();
      await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
      vi.advanceTimersByTime(8_000);
      await vi.waitFor(() => expect(deviceTrouble.value).toBeNull());
    } finally {
      vi.useRealTimers();
    }
    await workspace.written('visit');
    expect((await workspace.db.visits.get('visit'))?.fields.notes).toBe('冷凍');
  });

  it('is noticed by its inner reason, too, and when the person comes back it is tried at once', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw Object.assign(new Error('aborted'), {
        name: 'AbortError',
        inner: { name: 'QuotaExceededError' },
      });
    });
    const draft = openVisit();
    void draft.edit({ notes: '冷凍' });
    await eventually(() => expect(draft.saveState.value).toBe('full'));
    put.mockRestore();
    document.dispatchEvent(new Event('visibilitychange'));
    await eventually(() => expect(draft.saveState.value).toBe('saved'));
  });

  it('what an earlier page could not save is saved without another start when there is room', async () => {
    const room = fillDevice();
    void workspace.write('visits', 'visit', { notes: '冷凍' });
    await workspace.written('visit');
    expect(journal()).toHaveLength(1);
    device.stop();
    closeWorkspace();
    deviceTrouble.value = null;
    workspace = await openWorkspace(session);
    expect(deviceTrouble.value).toMatchObject({ fault: 'full' });
    device = watchDevice(workspace, cleared);
    await device.mend();
    expect(journal()).toHaveLength(1);
    room.mockRestore();
    await device.mend();
    expect((await workspace.db.visits.get('visit'))?.fields.notes).toBe('冷凍');
    expect([journal(), deviceTrouble.value]).toEqual([[], null]);
  });

  it('an import writes nothing, and says so', async () => {
    let puts = 0;
    const original = IDBObjectStore.prototype.add;
    const room = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
      this: IDBObjectStore,
      ...of
    ) {
      puts += 1;
      if (puts > 900) throw new DOMException('full', 'QuotaExceededError');
      return original.apply(this, of);
    });
    const added = Array.from({ length: 700 }, (_, index) => ({
      id: `a-${index}`,
      fields: { name: `会社${index}` },
    }));
    await expect(workspace.writeMany('accounts', { added, edited: [] })).rejects.toThrow();
    expect(deviceTrouble.value?.fault).toBe('full');
    expect([await workspace.db.accounts.count(), await workspace.db.outbox.count()]).toEqual([0, 0]);
    room.mockRestore();
    await device.mend();
    expect(deviceTrouble.value).toBeNull();
  });

  it('a form that no storage keeps is there again, too, and kept when there is room', async () => {
    const room = fillDevice();
    const full = new MemoryStorage();
    full.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    vi.stubGlobal('localStorage', full);
    const openForm = () =>
      scope.run(() =>
        useFormDraft(
          () => 'cancel',
          () => ({ reason: '' }),
        ),
      )!;
    openForm().change({ reason: '大雪' });
    await eventually(() => expect(keptState()).toBe('full'));
    expect(isPrevented()).toBe(true);
    leaveScreen();
    const again = openForm();
    await eventually(() => expect(again.entered.value.reason).toBe('大雪'));
    room.mockRestore();
    await device.mend();
    expect([keptState(), listUnkeptDrafts(workspace.db)]).toEqual(['saved', []]);
    expect(await workspace.db.formDrafts.count()).toBe(1);
    again.drop();
  });
});

describe('a connection that is lost while the app is open', () => {
  it.each(['InvalidStateError', 'UnknownError', 'AbortError'])(
    'is opened anew, and the person sees no more than that it is being saved (%s)',
    async (name) => {
      const draft = openVisit();
      const query = scope.run(() => useLiveQuery(() => workspace.db.visits.count(), -1))!;
      await eventually(() => expect(query.data.value).toBe(0));
      const dead = workspace.db.backendDB();
      const original = IDBDatabase.prototype.transaction;
      vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...of) {
        if (this === dead) throw new DOMException('Connection to Indexed Database server lost', name);
        return original.apply(this, of);
      });
      const seen = new Set<string>();
      const saving = draft.edit({ notes: '冷凍' });
      while (draft.saveState.value !== 'saved') {
        seen.add(draft.saveState.value);
        await flushPromises();
      }
      await saving;
      expect([...seen]).toEqual(['saving']);
      await eventually(() => expect(query.data.value).toBe(1));
      expect(cleared).not.toHaveBeenCalled();
      expect((await workspace.db.visits.get('visit'))?.fields.notes).toBe('冷凍');
    },
  );

  it('has queries ask again that had failed with it', async () => {
    const open = scope.run(() =>
      useLiveQuery(async () => {
        if (isBroken) throw new Error('broken');
        return workspace.db.visits.count();
      }, -1),
    )!;
    isBroken = false;
    await eventually(() => expect(open.data.value).toBe(0));
  });
  let isBroken = true;
});

describe('data of the browser that is cleared while the app is open', () => {
  /** As a person does in the browser's settings. */
  async function clearSiteData(): Promise<void> {
    localStorage.clear();
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(workspace.db.name);
      request.addEventListener('success', resolve);
      request.addEventListener('error', reject);
    });
  }
  const countAgain = async (): Promise<void> => {
    const asked = workspace.unsent.ask();
    workspace.unsent.hear(asked, await countUnsent(workspace.db), asked.recordIds);
  };

  it('is noticed: what this page remembers is back, the rest is counted as lost', async () => {
    // Of an earlier visit to the app: only in the database.
    await workspace.write('accounts', 'earlier', { name: '八戸水産' });
    device.stop();
    closeWorkspace();
    workspace = await openWorkspace(session);
    device = watchDevice(workspace, cleared);
    await workspace.write('visits', 'visit', { notes: '冷凍' });
    await countAgain();
    const before = await workspace.db.outbox.where('recordId').equals('visit').first();
    const deviceId = await workspace.db.getMeta('deviceId');
    const draft = openVisit();

    await clearSiteData();
    await eventually(() => expect(cleared).toHaveBeenCalledOnce());
    expect(await workspace.db.getMeta('lostWithDatabase')).toBe(1);
    const [entry, ...others] = await workspace.db.outbox.toArray();
    expect(others).toEqual([]);
    expect(entry!.change).toEqual(before!.change);
    await eventually(() => expect(draft.fields.value.notes).toBe('冷凍'));

    // Whoever writes from here on is another device: its numbers begin anew.
    expect(await workspace.db.getMeta('deviceId')).not.toBe(deviceId);
    await draft.edit({ notes: '冷凍設備' });
    const last = (await workspace.db.outbox.orderBy('deviceSeq').last())!;
    expect(last.change.deviceId).toBe(await workspace.db.getMeta('deviceId'));
    expect(last.change.fields).toEqual({ notes: '冷凍設備' });
  });

  it('takes nothing of what the server was known to have', async () => {
    await workspace.write('visits', 'visit', { notes: '冷凍' });
    await workspace.db.outbox.clear();
    const asked = workspace.unsent.ask();
    workspace.unsent.hear(asked, 0, []);
    await clearSiteData();
    await eventually(() => expect(cleared).toHaveBeenCalledOnce());
    expect([await workspace.db.outbox.count(), await workspace.db.getMeta('lostWithDatabase')]).toEqual([
      0, 0,
    ]);
  });

  it('does not make a write go to the new database before that is known for new', async () => {
    await workspace.write('visits', 'visit', { notes: '冷凍', purpose: '見積' });
    device.stop();
    await clearSiteData();
    const writing = workspace.write('visits', 'visit', { notes: '冷凍設備' });
    await workspace.written('visit');
    expect(await workspace.db.outbox.count()).toBe(0);
    expect(deviceTrouble.value?.unsaved).toHaveLength(1);
    device = watchDevice(workspace, cleared);
    await device.mend();
    await writing;
    expect((await workspace.db.visits.get('visit'))?.fields).toEqual({ notes: '冷凍設備', purpose: '見積' });
  });

  it('counts an answer about what is unsent only for what had been written when it was asked', async () => {
    await workspace.write('visits', 'visit', { notes: '冷' });
    const asked = workspace.unsent.ask();
    await workspace.write('visits', 'visit', { notes: '冷凍' });
    workspace.unsent.hear(asked, 0, []);
    expect(workspace.unsent.list().map(({ recordId }) => recordId)).toEqual(['visit']);
  });

  it('remembers what was written in a larger transaction only when that has gone through', async () => {
    const { db } = workspace;
    await expect(
      db.transaction('rw', db.recordTables, async () => {
        await workspace.write('visits', 'given-up', { notes: '冷凍' });
        throw new Error('not wanted');
      }),
    ).rejects.toThrow('not wanted');
    await db.transaction('rw', db.recordTables, () => workspace.write('visits', 'wanted', { notes: '冷凍' }));
    expect(workspace.unsent.list().map(({ recordId }) => recordId)).toEqual(['wanted']);
  });

  it('brings nothing back where a person gives up what they have on this device, in this tab or another', async () => {
    await workspace.write('visits', 'visit', { notes: '冷凍' });
    localStorage.setItem(GIVING_UP, workspace.db.name);
    await workspace.db.delete({ disableAutoOpen: false });
    await device.mend();
    localStorage.removeItem(GIVING_UP);
    expect(cleared).not.toHaveBeenCalled();
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names).not.toContain(workspace.db.name);
  });
});

it('trouble that is over is not told, whoever noted it', async () => {
  noteFailure(new DOMException('full', 'QuotaExceededError'));
  await eventually(() => expect(deviceTrouble.value).toBeNull());
});
