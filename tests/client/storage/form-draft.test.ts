// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, type EffectScope } from 'vue';
import { dropFormDraft, keepFormDraft, readFormDraft } from '#client/storage/form-draft.ts';
import { useFormDraft } from '#client/records/use-form-draft.ts';
import { closeWorkspace, openWorkspace, type Session, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';
import { MemoryStorage } from '#tests/support/memory-storage.ts';
import { startAgain } from './half-typed.ts';

const session: Session = {
  user: { id: 'me', name: '佐藤', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
  centre: { id: 'forms', name: '支援センター' },
};

let workspace: Workspace;
let scope: EffectScope;
beforeEach(async () => {
  localStorage.clear();
  workspace = await openWorkspace(session);
  scope = effectScope();
});
afterEach(async () => {
  scope.stop();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await workspace.db.delete();
  closeWorkspace();
});

const read = () => readFormDraft<{ reason: string }>(workspace.db, 'form');

describe('what was entered and not confirmed', () => {
  it('survives a page that dies before the database has it', async () => {
    keepFormDraft(workspace.db, 'form', { reason: 'れいとう' });
    const left = Object.entries(localStorage);
    await workspace.db.delete();
    localStorage.clear();
    for (const [key, text] of left) localStorage.setItem(key, String(text));
    workspace = await startAgain(workspace);
    expect(await read()).toEqual({ reason: 'れいとう' });
  });

  it('survives a browser that is killed with its page storage', async () => {
    keepFormDraft(workspace.db, 'form', { reason: '冷凍' });
    await eventually(() => expect(localStorage).toHaveLength(0));
    workspace = await startAgain(workspace);
    expect(await read()).toEqual({ reason: '冷凍' });
  });

  it('is the newer of two that a crash left behind', async () => {
    vi.spyOn(Date, 'now').mockReturnValueOnce(1000).mockReturnValueOnce(2000);
    keepFormDraft(workspace.db, 'form', { reason: '冷' });
    const older = Object.entries(localStorage)[0]!;
    keepFormDraft(workspace.db, 'form', { reason: '冷凍' });
    await eventually(() => expect(localStorage).toHaveLength(0));
    localStorage.setItem(older[0], String(older[1]));
    expect(await read()).toEqual({ reason: '冷凍' });
  });

  it('is one person’s own', async () => {
    keepFormDraft(workspace.db, 'form', { reason: '冷凍' });
    closeWorkspace();
    const other = await openWorkspace({ ...session, user: { ...session.user, id: 'kudo' } });
    expect(await readFormDraft(other.db, 'form')).toBeUndefined();
    await other.db.delete();
    closeWorkspace();
    workspace = await openWorkspace(session);
  });

  it.each(['', 'null', '{"entered":"x"}', '{broken'])(
    'is nothing where the storage holds %j',
    async (text) => {
      localStorage.setItem(`banso.draft.${workspace.db.name}.form`, text);
      expect(await read()).toBeUndefined();
    },
  );

  it('stays in the database when the page’s storage is full', async () => {
    const full = new MemoryStorage();
    full.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    vi.stubGlobal('localStorage', full);
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    keepFormDraft(workspace.db, 'form', { reason: '冷凍' });
    expect(warned).toHaveBeenCalledOnce();
    expect(await read()).toEqual({ reason: '冷凍' });
  });
});

describe('a draft in either storage', () => {
  const key = () => `banso.draft.${workspace.db.name}.form`;
  const kept = (reason: string, keptAtMs: number) => JSON.stringify({ entered: { reason }, keptAtMs });

  it.each<[string, number, number]>([
    ['冷凍', 2000, 1000],
    ['冷凍', 1000, 1000],
    ['冷蔵', 1000, 2000],
  ])('is %s when the page kept one at %i and the database at %i', async (reason, ofPage, ofDatabase) => {
    localStorage.setItem(key(), kept('冷凍', ofPage));
    await workspace.db.formDrafts.put({ name: 'form', text: kept('冷蔵', ofDatabase) });
    expect(await read()).toEqual({ reason });
  });

  it.each([
    '{"entered":null,"keptAtMs":1}',
    '{"entered":"x","keptAtMs":1}',
    '{"entered":{}}',
    '{"entered":{},"keptAtMs":"1"}',
    '7',
  ])('is the readable one where the other is %s', async (broken) => {
    localStorage.setItem(key(), broken);
    expect(await read()).toBeUndefined();
    await workspace.db.formDrafts.put({ name: 'form', text: kept('冷蔵', 1) });
    expect(await read()).toEqual({ reason: '冷蔵' });
    localStorage.setItem(key(), kept('冷凍', 1));
    await workspace.db.formDrafts.put({ name: 'form', text: broken });
    expect(await read()).toEqual({ reason: '冷凍' });
  });

  it('is nothing, without a word, where nothing was entered', async () => {
    const warned = vi.spyOn(console, 'warn');
    expect(await read()).toBeUndefined();
    expect(warned).not.toHaveBeenCalled();
  });

  it('is gone from both when it is not wanted any more, and only that one', async () => {
    localStorage.setItem(key(), kept('冷凍', 1));
    for (const name of ['form', 'other']) await workspace.db.formDrafts.put({ name, text: kept('冷蔵', 1) });
    dropFormDraft(workspace.db, 'form');
    await eventually(async () => expect(await workspace.db.formDrafts.count()).toBe(1));
    expect(await read()).toBeUndefined();
    expect(await readFormDraft(workspace.db, 'other')).toEqual({ reason: '冷蔵' });
  });

  it('stays with the page while newer input than the database has stands there', async () => {
    keepFormDraft(workspace.db, 'form', { reason: '冷' });
    const newer = kept('冷凍', Date.now() + 1000);
    localStorage.setItem(key(), newer);
    await eventually(async () => expect(await workspace.db.formDrafts.count()).toBe(1));
    await flushPromises();
    expect(localStorage.getItem(key())).toBe(newer);
    expect(await read()).toEqual({ reason: '冷凍' });
  });

  it('is kept and read by the page where the database fails, and typing goes on', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const broken = () => Promise.reject(new Error('broken')) as never;
    vi.spyOn(workspace.db.formDrafts, 'put').mockImplementation(broken);
    vi.spyOn(workspace.db.formDrafts, 'get').mockImplementation(broken);
    vi.spyOn(workspace.db.formDrafts, 'delete').mockImplementation(broken);
    keepFormDraft(workspace.db, 'form', { reason: '冷凍' });
    expect(await read()).toEqual({ reason: '冷凍' });
    dropFormDraft(workspace.db, 'form');
    expect(await read()).toBeUndefined();
    await flushPromises();
    expect(warned.mock.calls.map(([what]) => String(what))).toEqual([
      expect.stringContaining('not in the database'),
      expect.stringContaining('cannot be read'),
      expect.stringContaining('stays in the database'),
      expect.stringContaining('cannot be read'),
    ]);
  });
});

describe('a form', () => {
  const name = ref<string>();
  const base = ref({ reason: '', role: 'office' });
  beforeEach(() => {
    name.value = 'form';
    base.value = { reason: '', role: 'office' };
  });
  const openForm = () =>
    scope.run(() =>
      useFormDraft(
        () => name.value,
        () => base.value,
      ),
    )!;
  async function reopen() {
    scope.stop();
    scope = effectScope();
    workspace = await startAgain(workspace);
    return openForm();
  }

  it('has its input back after a kill, and says so', async () => {
    openForm().change({ reason: '予算' });
    const form = await reopen();
    await eventually(() => expect(form.isRestored.value).toBe(true));
    expect(form.entered.value).toEqual({ reason: '予算', role: 'office' });
  });

  it('follows the newest state where nobody touched it', async () => {
    openForm().change({ reason: '予算' });
    base.value = { reason: '', role: 'manager' };
    const form = await reopen();
    await eventually(() => expect(form.entered.value).toEqual({ reason: '予算', role: 'manager' }));
  });

  it('never puts old input over new', async () => {
    openForm().change({ reason: '予算' });
    const form = await reopen();
    form.change({ reason: '人手' });
    await flushPromises();
    await workspace.db.formDrafts.count();
    await flushPromises();
    expect(form.entered.value.reason).toBe('人手');
  });

  it('keeps nothing once its input was wiped out, dropped or confirmed', async () => {
    const form = openForm();
    const stored = () => workspace.db.formDrafts.count();
    for (const end of [
      () => form.change({ reason: '' }),
      () => form.drop(),
      () => form.confirm(() => Promise.resolve()),
    ]) {
      form.change({ reason: '予算' });
      await eventually(async () => expect(await stored()).toBe(1));
      await end();
      await eventually(async () => expect(await stored()).toBe(0));
      expect(form.entered.value.reason).toBe('');
      expect(localStorage).toHaveLength(0);
    }
  });

  it('keeps its input when what it is for fails or is refused', async () => {
    const form = openForm();
    form.change({ reason: '予算' });
    await expect(form.confirm(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
    await form.confirm(() => Promise.resolve(false));
    expect(form.entered.value.reason).toBe('予算');
    expect(await read()).toEqual({ reason: '予算' });
  });

  it('is confirmed once, however often one taps', async () => {
    const form = openForm();
    form.change({ reason: '予算' });
    const task = vi.fn(() => nextTick());
    await Promise.all([form.confirm(task), form.confirm(task)]);
    expect(task).toHaveBeenCalledOnce();
  });

  it('shows each thing’s own input', async () => {
    const form = openForm();
    form.change({ reason: '予算' });
    name.value = 'another';
    await nextTick();
    expect(form.entered.value.reason).toBe('');
    name.value = 'form';
    await eventually(() => expect(form.entered.value.reason).toBe('予算'));
  });
});
