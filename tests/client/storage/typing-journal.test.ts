// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeWorkspace, openWorkspace, type Session, type Workspace } from '#client/records/workspace.ts';

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

it('leaves half characters out, wherever they stand', async () => {
  await workspace.write('leads', 'l', { companyName: '八戸\ud83d水産', issues: ['a\udc00'] });
  expect((await workspace.db.leads.get('l'))?.fields).toEqual({ companyName: '八戸水産', issues: ['a'] });
});
