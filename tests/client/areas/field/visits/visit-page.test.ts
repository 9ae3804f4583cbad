// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import VisitPage from '#client/areas/field/pages/VisitPage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import { useToasts } from '#ui/toasts.ts';
import { eventually } from '#tests/support/eventually.ts';
import { mountPage, openFieldDay, outboxOf, press } from './field-day.ts';

enableAutoUnmount(afterEach);

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

async function openVisit() {
  const { view } = await mountPage('visit', VisitPage, '/visits/visit');
  await eventually(() => {
    expect(view.text()).toContain('雇用・労務');
    expect(view.text()).toContain('工藤');
  });
  return view;
}
const stored = async () => (await workspace.db.visits.get('visit'))!.fields;

describe('a visit under way', () => {
  it('keeps a Japanese phrase that is still being composed', async () => {
    const view = await openVisit();
    const notes = view.get('textarea');
    await notes.trigger('compositionstart');
    for (const text of ['れ', 'れい', 'れいと', 'れいとう']) {
      (notes.element as HTMLTextAreaElement).value = text;
      await notes.trigger('input', { isComposing: true });
    }
    await eventually(async () => expect((await stored()).notes).toBe('れいとう'));
    expect(await outboxOf(workspace, 'visit')).toMatchObject({ notes: 'れいとう' });
    expect((notes.element as HTMLTextAreaElement).value).toBe('れいとう');
    await eventually(() => expect(view.text()).toContain('端末に保存済み'));
  });

  it('never replaces a phrase that is being composed by what arrives from elsewhere', async () => {
    const view = await openVisit();
    const notes = view.get('textarea');
    await notes.trigger('focusin');
    await notes.trigger('compositionstart');
    await notes.setValue('見積を待っている');
    await eventually(async () => expect((await stored()).notes).toBe('見積を待っている'));
    await workspace.db.visits.update('visit', { 'fields.notes': 'ほかの端末から' } as never);
    await workspace.db.visits.update('visit', { 'fields.purpose': '届いた' } as never);
    await eventually(async () => expect((await stored()).purpose).toBe('届いた'));
    expect((notes.element as HTMLTextAreaElement).value).toBe('見積を待っている');
    await notes.trigger('compositionend');
    await eventually(() => expect((notes.element as HTMLTextAreaElement).value).toBe('ほかの端末から'));
  });

  it('builds quick taps on each other, before the first is on the device', async () => {
    const view = await openVisit();
    const chip = (label: string) =>
      view
        .findAll('label')
        .find((one) => one.text() === label)!
        .get('input');
    for (const label of ['資金繰り', '海外展開', '雇用・労務']) await chip(label).trigger('change');
    await eventually(async () =>
      expect(new Set((await stored()).issues)).toEqual(new Set(['finance', 'overseas', 'labour'])),
    );
  });

  it('takes a colleague along and keeps me', async () => {
    const view = await openVisit();
    await view
      .findAll('label')
      .find((one) => one.text() === '工藤')!
      .get('input')
      .trigger('change');
    await eventually(async () => expect((await stored()).participants).toEqual(['me', 'colleague']));
  });

  it('puts someone new down as a contact of the company, once, and as met', async () => {
    const view = await openVisit();
    await press(view, '担当者を追加');
    const name = view
      .findAll('input')
      .find((input) => input.element.closest('div')?.textContent?.includes('お名前'))!;
    for (const text of ['田', '田中']) await name.setValue(text);
    await eventually(async () => {
      const contacts = await workspace.db.contacts.toArray();
      expect(contacts.map(({ fields }) => fields)).toEqual([{ accountId: 'company', name: '田中' }]);
      expect((await stored()).contacts).toEqual([contacts[0]!.id]);
    });
  });

  it('is finished by one tap, shows what it left behind, and can be taken up again', async () => {
    const view = await openVisit();
    await press(view, '訪問を終える');
    await eventually(() => expect(view.text()).toContain('この訪問は終了しています'));
    expect(await stored()).toMatchObject({ status: 'finished', startedAt: '2026-11-20T01:00:00.000Z' });
    const { toasts } = useToasts();
    await eventually(() => expect(toasts.value.at(-1)?.text).toBe('訪問を終えました'));
    await toasts.value.at(-1)?.undo?.();
    await eventually(() => expect(view.text()).toContain('訪問を終える'));
    const fields = await stored();
    expect(fields.status).toBe('started');
    expect(fields.finishedAt).toBeUndefined();
  });

  it('remembers the programmes that were shown and leads to their sheets', async () => {
    const view = await openVisit();
    await press(view, '施策を選ぶ');
    await view.get('dialog input[type=search]').setValue('ガイダンス');
    await view.get('dialog input[type=checkbox]').trigger('change');
    await eventually(async () => expect((await stored()).programmes).toEqual(['p019']));
    expect(
      view
        .findAll('a')
        .some((link) => link.attributes('href') === '/programmes/p019?edition=2013&visit=visit'),
    ).toBe(true);
  });

  it('names a programme that was shown after the newest edition has left it out', async () => {
    const older = (await workspace.db.documents.get('catalogue-2013'))!.content as { programmes: Json[] };
    await workspace.db.documents.put({
      name: 'catalogue-2014',
      hash: 'd',
      content: { fiscalYear: 2014, programmes: older.programmes.slice(1) },
    });
    await workspace.write('visits', 'visit', { programmes: ['p019', 'p034'] });
    const view = await openVisit();
    await eventually(() => expect(view.text()).toContain('就職ガイダンス開催費'));
    const sheets = view
      .findAll('a')
      .flatMap((link) => link.attributes('href')?.match(/^\/programmes\/.*/)?.[0] ?? []);
    expect(sheets).toEqual([
      '/programmes/p019?edition=2013&visit=visit',
      '/programmes/p034?edition=2014&visit=visit',
    ]);
  });
});

describe('a planned visit', () => {
  it('is cancelled only with a reason', async () => {
    await workspace.write('visits', 'visit', { status: 'planned', startedAt: null });
    const { view } = await mountPage('visit', VisitPage, '/visits/visit');
    await eventually(() => expect(view.text()).toContain('訪問を始める'));
    await press(view, '訪問を取りやめる');
    const confirm = () => view.get('dialog footer button').trigger('click');
    await confirm();
    expect(view.text()).toContain('理由をお選びください');
    await view.get('dialog input[value=weather]').trigger('change');
    await confirm();
    await eventually(async () =>
      expect(await stored()).toMatchObject({ status: 'cancelled', cancelReason: '天候・交通' }),
    );
    await eventually(() => expect(view.text()).toContain('予定に戻す'));
  });
});

it('says so when a visit is not on the device', async () => {
  const { view } = await mountPage('visit', VisitPage, '/visits/nowhere');
  await eventually(() => expect(view.text()).toContain('この訪問は端末にありません'));
});

describe('a device whose clock is wrong', () => {
  it('says so without a network and lets the times be put right, which go up like any edit', async () => {
    await workspace.db.setMeta('lastServerTime', '2099-01-01T00:00:00.000Z');
    const view = await openVisit();
    await eventually(() => expect(view.text()).toContain('この端末の時計が合っていません'));
    await press(view, '時刻を直す');
    const [day, time] = [view.get('input[type=date]'), view.get('input[type=time]')];
    expect((time.element as HTMLInputElement).value).toBe('10:00');
    await day.setValue('2026-11-21');
    await time.setValue('13:30');
    await view.get('dialog form').trigger('submit');
    await eventually(async () => expect((await stored()).startedAt).toBe('2026-11-21T04:30:00.000Z'));
    expect(await outboxOf(workspace, 'visit')).toMatchObject({
      status: 'started',
      startedAt: '2026-11-21T04:30:00.000Z',
    });
  });

  it('takes no time that is incomplete', async () => {
    const view = await openVisit();
    await press(view, '時刻を直す');
    await view.get('input[type=time]').setValue('');
    await view.get('dialog form').trigger('submit');
    expect(view.get('[role=alert]').text()).toContain('日付と時刻を入れてください');
    expect((await stored()).startedAt).toBe('2026-11-20T01:00:00.000Z');
  });
});
