// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeWorkspace, openWorkspace, type Session, type Workspace } from '#client/records/workspace.ts';
import { replayJournal } from '#client/storage/replay-journal.ts';
import {
  dropFromJournal,
  keepInJournal,
  listJournal,
  parseJournalEntry,
  type JournalEntry,
} from '#client/storage/typing-journal.ts';
import type { Json } from '#domain/canonical/json.ts';
import { MemoryStorage } from '#tests/support/memory-storage.ts';

const session: Session = {
  user: { id: 'me', name: '佐藤', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
  centre: { id: 'journal', name: '支援センター' },
};

let workspace: Workspace;
beforeEach(async () => {
  localStorage.clear();
  workspace = await openWorkspace(session);
});
afterEach(async () => {
  await workspace.db.delete();
  closeWorkspace();
});

/** What a page that dies now leaves behind besides its database. */
function journalNow(): [string, string][] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith('banso.journal.'))
    .map((key) => [key, localStorage.getItem(key)!]);
}

/** The app starts again, with a journal as it stood at some moment. */
async function startAgain(journal: [string, string][], { withDatabase = true } = {}): Promise<void> {
  if (!withDatabase) await workspace.db.delete();
  closeWorkspace();
  localStorage.clear();
  for (const [key, text] of journal) localStorage.setItem(key, text);
  workspace = await openWorkspace(session);
}

describe('a page that is killed while one types', () => {
  it('loses nothing, although the device had not kept a single keystroke', async () => {
    const lead = { companyName: '', status: 'new', source: 'phone' } as const;
    const saving = [
      workspace.write('leads', 'l', { ...lead, companyName: 'つ' }),
      workspace.write('leads', 'l', { companyName: 'つがる' }),
    ];
    saving.push(
      workspace.write('leads', 'l', { contactPhone: '0172' }),
      workspace.write('visits', 'v', { notes: 'れいとう' }),
    );
    const journal = journalNow();
    await Promise.all(saving);
    await startAgain(journal, { withDatabase: false });
    expect((await workspace.db.leads.get('l'))?.fields).toEqual({
      companyName: 'つがる',
      status: 'new',
      source: 'phone',
      contactPhone: '0172',
    });
    expect((await workspace.db.visits.get('v'))?.fields).toEqual({ notes: 'れいとう' });
    expect(await workspace.db.outbox.count()).toBe(2);
    expect(journalNow()).toEqual([]);
  });

  it('clears what had been cleared', async () => {
    await workspace.write('visits', 'v', { notes: '冷凍', purpose: '見積' });
    const saving = workspace.write('visits', 'v', { notes: null });
    const journal = journalNow();
    await saving;
    await startAgain(journal, { withDatabase: false });
    expect((await workspace.db.visits.get('v'))?.fields).toEqual({});
  });

  it('leaves nothing behind when everything is durable', async () => {
    await workspace.write('visits', 'v', { notes: '冷凍' });
    await workspace.written('v');
    expect(journalNow()).toEqual([]);
  });
});

describe('a journal that a crash brought back', () => {
  it('does not put older text over newer', async () => {
    const first = workspace.write('visits', 'v', { notes: '冷' });
    const old = journalNow();
    await first;
    await workspace.write('visits', 'v', { notes: '冷凍設備' });
    await startAgain(old);
    expect((await workspace.db.visits.get('v'))?.fields).toEqual({ notes: '冷凍設備' });
    expect(journalNow()).toEqual([]);
  });

  it('does not bring back what was deleted', async () => {
    const first = workspace.write('nextSteps', 's', { text: '送る' });
    const old = journalNow();
    await first;
    await workspace.remove('nextSteps', 's');
    await startAgain(old);
    expect((await workspace.db.nextSteps.get('s'))?.deletedAt).not.toBeNull();
  });

  it('is passed over where nobody can read it', async () => {
    await startAgain([[`banso.journal.${workspace.db.name}.page.x`, '{']]);
    expect(await workspace.db.outbox.count()).toBe(0);
    expect(journalNow()).toEqual([]);
  });
});

describe('an entry of the journal', () => {
  const entry = { collection: 'visits', recordId: 'v', pageId: 'page', seq: 3, edit: { notes: '冷凍' } };

  it('is read as it was kept', () => {
    expect(parseJournalEntry(JSON.stringify(entry))).toEqual(entry);
    expect(parseJournalEntry(JSON.stringify({ ...entry, seq: 0, more: 1 }))).toEqual({ ...entry, seq: 0 });
  });

  it.each([
    '',
    '{',
    'null',
    '7',
    JSON.stringify({ ...entry, collection: '' }),
    JSON.stringify({ ...entry, recordId: undefined }),
    JSON.stringify({ ...entry, pageId: undefined }),
    JSON.stringify({ ...entry, seq: '3' }),
    JSON.stringify({ ...entry, edit: 'notes' }),
  ])('is nothing where it is not whole: %j', (text) => expect(parseJournalEntry(text)).toBeUndefined());

  it('is one for each record, page and database', () => {
    const keep = (database: string, more: object): void =>
      keepInJournal(database, { ...entry, ...more } as JournalEntry);
    keep('mine', {});
    keep('mine', { seq: 4 });
    keep('mine', { recordId: 'w' });
    keep('mine', { pageId: 'other' });
    keep('minetoo', {});
    const listed = listJournal('mine').map(({ text }) => parseJournalEntry(text)!);
    expect(listed.map(({ pageId, recordId, seq }) => `${pageId} ${recordId} ${seq}`).toSorted()).toEqual([
      'other v 3',
      'page v 4',
      'page w 3',
    ]);
    dropFromJournal('mine', { pageId: 'page', recordId: 'v' });
    expect(listJournal('mine')).toHaveLength(2);
    expect(listJournal('minetoo')).toHaveLength(1);
  });

  it('is missed, and nothing else, where the browser keeps nothing', () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const full = new MemoryStorage();
    full.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    vi.stubGlobal('localStorage', full);
    keepInJournal('mine', entry as unknown as JournalEntry);
    vi.unstubAllGlobals();
    expect(warned).toHaveBeenCalledOnce();
    warned.mockRestore();
  });
});

describe('what a page left behind when it was closed', () => {
  const leave = (edit: Record<string, Json>, more: Partial<JournalEntry> = {}): void =>
    keepInJournal(workspace.db.name, {
      collection: 'visits',
      recordId: 'v',
      pageId: 'closed',
      seq: 1,
      edit,
      ...more,
    });
  const replay = (): Promise<void> =>
    replayJournal(workspace.db, {
      userId: 'me',
      deviceId: 'phone',
      now: () => '2026-11-20T01:00:00.000Z',
      newId: () => '0199c1a0-0000-7000-8000-000000000001',
    });

  it('is recorded, and goes on top of what stands there', async () => {
    await workspace.write('visits', 'v', { notes: '冷', purpose: '見積' });
    leave({ notes: '冷凍' });
    leave({ about: '貸付' }, { collection: 'leads', recordId: 'l' });
    await replay();
    expect((await workspace.db.visits.get('v'))?.fields).toEqual({ notes: '冷凍', purpose: '見積' });
    expect((await workspace.db.leads.get('l'))?.fields).toEqual({ about: '貸付' });
    expect(journalNow()).toEqual([]);
  });

  it('does not bring back what was deleted since', async () => {
    await workspace.write('visits', 'v', { notes: '冷' });
    await workspace.remove('visits', 'v');
    leave({ notes: '冷凍' });
    await replay();
    expect(await workspace.db.visits.get('v')).toMatchObject({ fields: { notes: '冷' } });
    expect((await workspace.db.visits.get('v'))?.deletedAt).not.toBeNull();
    expect(journalNow()).toEqual([]);
  });

  it('stays for the next time where it cannot be recorded, and holds up nothing else', async () => {
    const failed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    leave({ notes: '半分 \ud83d' }, { recordId: 'a' });
    leave({ notes: '冷凍' }, { recordId: 'b' });
    leave({ notes: '？' }, { recordId: 'c', collection: 'weather' as never });
    await replay();
    expect(failed).toHaveBeenCalledTimes(2);
    failed.mockRestore();
    expect((await workspace.db.visits.toArray()).map(({ id }) => id)).toEqual(['b']);
    expect(
      journalNow()
        .map(([key]) => key.at(-1))
        .toSorted(),
    ).toEqual(['a', 'c']);
  });

  it('is not taken away when its page goes on writing meanwhile', async () => {
    leave({ notes: '冷' });
    const transaction = workspace.db.transaction.bind(workspace.db) as (
      ...given: unknown[]
    ) => Promise<unknown>;
    const spied = vi.spyOn(workspace.db, 'transaction').mockImplementationOnce(((...given: unknown[]) =>
      transaction(...given).then((saved) => {
        leave({ notes: '冷凍' }, { seq: 2 });
        return saved;
      })) as never);
    await replay();
    spied.mockRestore();
    expect(journalNow()).toHaveLength(1);
    await replay();
    expect((await workspace.db.visits.get('v'))?.fields).toEqual({ notes: '冷凍' });
    expect(journalNow()).toEqual([]);
  });
});

it('leaves half characters out, wherever they stand', async () => {
  await workspace.write('leads', 'l', { companyName: '八戸\ud83d水産', issues: ['a\udc00'] });
  expect((await workspace.db.leads.get('l'))?.fields).toEqual({ companyName: '八戸水産', issues: ['a'] });
});
