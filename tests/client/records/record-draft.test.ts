// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { effectScope, type EffectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useRecordDraft, type RecordDraft } from '#client/records/record-draft.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';

let workspace: Workspace;
let scope: EffectScope;
let centres = 0;

beforeEach(async () => {
  centres += 1;
  workspace = await openWorkspace({
    user: { id: 'me', name: '佐藤', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
    centre: { id: `draft-${centres}`, name: '支援センター' },
  });
  await workspace.write('visits', 'visit', { accountId: 'company', status: 'started', issues: ['sales'] });
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  closeWorkspace();
});

async function draftOf<C extends 'visits' | 'responses'>(collection: C, id: string): Promise<RecordDraft<C>> {
  const draft = scope.run(() => useRecordDraft(collection, () => id))!;
  await eventually(() => expect(draft.ready.value).toBe(true));
  return draft;
}

describe('a record that is being edited', () => {
  it('shows an edit before the device has it, and says when it has', async () => {
    const draft = await draftOf('visits', 'visit');
    expect(draft.saveState.value).toBe('untouched');
    const saving = draft.edit({ issues: ['sales', 'finance'] });
    expect(draft.fields.value.issues).toEqual(['sales', 'finance']);
    expect(draft.saveState.value).toBe('saving');
    await saving;
    expect(draft.saveState.value).toBe('saved');
    expect((await workspace.db.visits.get('visit'))?.fields.issues).toEqual(['sales', 'finance']);
  });

  it('edits one member of a map beside the others', async () => {
    await workspace.write('responses', 'response', { surveyId: 's', 'answers/a': '1' });
    const draft = await draftOf('responses', 'response');
    const saving = draft.edit({ 'answers/b': '2', 'answers/a': null });
    expect(draft.fields.value.answers).toEqual({ b: '2' });
    await saving;
    expect(draft.fields.value.answers).toEqual({ b: '2' });
  });

  it('keeps on the screen what the device could not keep, says so, and recovers with the next keystroke', async () => {
    const draft = await draftOf('visits', 'visit');
    const write = vi
      .spyOn(workspace, 'write')
      .mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
    await expect(draft.edit({ notes: '冷凍' })).rejects.toThrow('full');
    expect(draft.fields.value.notes).toBe('冷凍');
    expect(draft.saveState.value).toBe('failed');
    write.mockRestore();
    await draft.edit({ notes: '冷凍設備' });
    expect(draft.saveState.value).toBe('saved');
    expect((await workspace.db.visits.get('visit'))?.fields.notes).toBe('冷凍設備');
  });

  it('takes newer text from another window into a field that has the focus and nothing unsaved', async () => {
    await workspace.write('visits', 'visit', { notes: '窓Aの文。' });
    const draft = await draftOf('visits', 'visit');
    draft.hold('notes');
    // Another window of the same person.
    await workspace.write('visits', 'visit', { notes: '窓Aの文。窓Bの文。' });
    await eventually(() => expect(draft.fields.value.notes).toBe('窓Aの文。窓Bの文。'));
    await draft.edit({ notes: '窓Aの文。続き。窓Bの文。' });
    await workspace.write('visits', 'visit', { notes: '窓Aの文。続き。窓Bの文。さらに。' });
    await eventually(() => expect(draft.fields.value.notes).toBe('窓Aの文。続き。窓Bの文。さらに。'));
  });

  it('takes a late answer of the database for what it is: text of its own, typed a moment ago', async () => {
    const draft = await draftOf('visits', 'visit');
    draft.hold('notes');
    const typed = ['れ', '冷', '冷凍', '冷凍設'];
    for (const notes of typed) await draft.edit({ notes });
    for (const notes of typed) {
      // As a query that was asked before the next keystroke would still answer.
      await workspace.db.visits.where('id').equals('visit').modify({ 'fields.notes': notes });
      await eventually(() => expect(draft.record.value?.fields.notes).toBe(notes));
      expect(draft.fields.value.notes).toBe('冷凍設');
    }
  });

  it('waits for the end of a composition before it takes anything in', async () => {
    const draft = await draftOf('visits', 'visit');
    draft.hold('notes');
    document.dispatchEvent(new Event('compositionstart'));
    await draft.edit({ notes: 'れいとう' });
    await workspace.write('visits', 'visit', { notes: '窓Bの文。' });
    await eventually(() => expect(draft.record.value?.fields.notes).toBe('窓Bの文。'));
    expect(draft.fields.value.notes).toBe('れいとう');
    document.dispatchEvent(new Event('compositionend'));
    expect(draft.fields.value.notes).toBe('窓Bの文。');
  });

  it('says that half a character cannot be saved, and saves the rest', async () => {
    const draft = await draftOf('visits', 'visit');
    await draft.edit({ notes: '冷凍\ud83d設備' });
    expect(draft.saveState.value).toBe('mended');
    expect((await workspace.db.visits.get('visit'))?.fields.notes).toBe('冷凍設備');
    await draft.edit({ notes: '冷凍設備の' });
    expect(draft.saveState.value).toBe('saved');
  });

  it('ends up with the last of many keystrokes, on the screen and on the device', async () => {
    const draft = await draftOf('visits', 'visit');
    const text = '冷凍設備の見積をとる';
    const saving = Array.from(text, (_, index) => draft.edit({ notes: text.slice(0, index + 1) }));
    expect(draft.fields.value.notes).toBe(text);
    await Promise.all(saving);
    expect(draft.fields.value.notes).toBe(text);
    expect((await workspace.db.visits.get('visit'))?.fields.notes).toBe(text);
    expect(await workspace.db.outbox.where('recordId').equals('visit').count()).toBe(1);
  });
});
