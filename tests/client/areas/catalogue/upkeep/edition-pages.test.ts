// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '#client/api/catalogue-api.ts';
import * as documents from '#client/api/documents-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import UpkeepEditionPage from '#client/areas/catalogue/pages/UpkeepEditionPage.vue';
import UpkeepPage from '#client/areas/catalogue/pages/UpkeepPage.vue';
import UpkeepProgrammePage from '#client/areas/catalogue/pages/UpkeepProgrammePage.vue';
import { readFormDraft } from '#client/storage/form-draft.ts';
import { closeWorkspace, useWorkspace } from '#client/records/workspace.ts';
import { nextPage, putProgramme } from '#domain/catalogue/edition/edition.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { useToasts } from '#ui/toasts.ts';
import { eventually } from '#tests/support/eventually.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';
import { startAgain } from '#tests/client/storage/half-typed.ts';
import { editionOf, openOffice, openPage, press, type } from './office.ts';

vi.mock('#client/api/catalogue-api.ts');
vi.mock('#client/api/documents-api.ts');
const server = vi.mocked(api);
const published = parseReport(report);
const guidance = published.programmes.find(({ key }) => key === 'p019')!;
const CHANGED = new ApiProblem('edition-changed', 'ほかの人がこの年度版を変えました', 409);

let view: VueWrapper | undefined;
beforeEach(async () => {
  vi.resetAllMocks();
  vi.mocked(documents.listDocuments).mockRejectedValue(new Unreachable());
  await openOffice(published);
  server.fetchEdition.mockResolvedValue(editionOf(published));
});
afterEach(() => {
  view?.unmount();
  closeWorkspace();
});

async function openForm(): Promise<VueWrapper> {
  return begun(
    (await openPage('upkeep-programme', UpkeepProgrammePage, '/upkeep/2013/programmes/p019')).view,
  );
}
/** A form begins once the device has said what it kept of it. */
async function begun(page: VueWrapper): Promise<VueWrapper> {
  view = page;
  await eventually(() => expect(page.find('textarea').exists()).toBe(true));
  return page;
}
const submit = async (page: VueWrapper) => {
  await page.get('form').trigger('submit');
  await flushPromises();
};
const fillNew = async (page: VueWrapper) => {
  await type(page, '事業名', '新しい事業');
  await type(page, '事業内容', '中小企業を助ける。');
  await type(page, '基本方針', '3');
  await type(page, '担当課', '商工政策課');
  await type(page, '開始年度', 'H25');
  await page
    .findAll('label')
    .find((one) => one.text().includes('継続中'))!
    .get('input')
    .setValue(true);
};
const valueOf = (page: VueWrapper, label: string) => {
  const id = page
    .findAll('label')
    .find((one) => one.text().startsWith(label))!
    .attributes('for')!;
  return page.get<HTMLInputElement>(`#${CSS.escape(id)}`).element.value;
};

it('lists the editions with year, state and size', async () => {
  server.listEditions.mockResolvedValue([
    { ...editionOf(null, { ...published, fiscalYear: 2014 }), source: 'office', updatedBy: '三上' },
    editionOf(published),
  ]);
  ({ view } = await openPage('upkeep', UpkeepPage, '/upkeep'));
  const rows = view.findAll('li').map((row) => row.text());
  expect(rows[0]).toContain('平成26年度 (2014)');
  expect(rows[0]).toContain('未公開');
  expect(rows[0]).toContain('三上さんが');
  expect(rows[1]).toContain('119件 · 年次報告から取り込み');
});

it('begins a new edition from the newest one, unless the year is taken or no year', async () => {
  server.listEditions.mockResolvedValue([editionOf(published)]);
  server.createEdition.mockResolvedValue({ ...editionOf(published), fiscalYear: 2014 });
  const opened = await openPage('upkeep', UpkeepPage, '/upkeep');
  view = opened.view;
  await press(view, '年度版をつくる');
  await type(view, '年度', '2013');
  await view.get('form').trigger('submit');
  expect(view.text()).toContain('この年度版はすでにあります');
  await type(view, '年度', '平成26');
  await view.get('form').trigger('submit');
  await flushPromises();
  expect(server.createEdition).toHaveBeenCalledWith({ fiscalYear: 2014, copyFrom: 2013 });
  expect(opened.router.currentRoute.value.path).toBe('/upkeep/2014');
});

it('shows the edition that was opened last, however long an earlier one takes', async () => {
  let answerFirst: (edition: ReturnType<typeof editionOf>) => void = () => undefined;
  server.fetchEdition
    .mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve)))
    .mockResolvedValue(
      editionOf({ ...published, fiscalYear: 2014, programmes: [{ ...guidance, name: '翌年度の施策' }] }),
    );
  const opened = await openPage('upkeep-edition', UpkeepEditionPage, '/upkeep/2013');
  view = opened.view;
  await opened.router.push('/upkeep/2014');
  await flushPromises();
  expect(view.text()).toContain('読んでいます…');
  answerFirst(editionOf(published));
  await flushPromises();
  expect(view.text()).toContain('翌年度の施策');
  expect(view.text()).not.toContain('読んでいます…');
});

it('says that there is no upkeep without a connection, and comes when there is one', async () => {
  server.listEditions.mockRejectedValueOnce(new Unreachable());
  ({ view } = await openPage('upkeep', UpkeepPage, '/upkeep'));
  expect(view.text()).toContain('サーバーにつながりません');
  server.listEditions.mockResolvedValueOnce([editionOf(published)]);
  await press(view, 'もう一度試す');
  expect(view.text()).toContain('平成25年度');
});

it('saves what was typed to the draft', async () => {
  server.putProgramme.mockResolvedValue({ revision: 2 });
  const page = await openForm();
  await type(page, '事業費（県の決算額）', '２，０００');
  await submit(page);
  expect(server.putProgramme).toHaveBeenCalledWith(2013, { ...guidance, costThousandYen: 2000 }, 1);
  await eventually(async () => expect(await useWorkspace().db.formDrafts.count()).toBe(0));
  expect(localStorage).toHaveLength(0);
});

it('shows each fault at its field and sends nothing', async () => {
  const page = await openForm();
  await type(page, '事業名', '');
  await type(page, '開始年度', '来年');
  await submit(page);
  expect(page.findAll('[aria-invalid=true]')).toHaveLength(2);
  expect(page.text()).toContain('直すところが2か所あります');
  expect(server.putProgramme).not.toHaveBeenCalled();
});

it('keeps unsent input through a lost network and a reload', async () => {
  server.putProgramme.mockRejectedValueOnce(new Unreachable());
  const page = await openForm();
  await type(page, '事業名', '就職ガイダンス（改');
  await submit(page);
  expect(page.text()).toContain('入力した内容はこの端末に残っています');
  page.unmount();
  await startAgain(useWorkspace());

  const again = await openForm();
  expect(valueOf(again, '事業名')).toBe('就職ガイダンス（改');
  expect(again.text()).toContain('書きかけの入力を戻しました');
  await press(again, '入力を捨てる');
  expect(valueOf(again, '事業名')).toBe(guidance.name);
  expect(localStorage).toHaveLength(0);
});

it('makes the change once more when someone has changed another programme', async () => {
  const theirs = putProgramme(published, { ...published.programmes[0]!, name: '別の施策' });
  server.putProgramme.mockRejectedValueOnce(CHANGED).mockResolvedValueOnce({ revision: 6 });
  const page = await openForm();
  await type(page, '事業費（県の決算額）', '2000');
  server.fetchEdition.mockResolvedValue(editionOf(published, theirs, 5));
  await submit(page);
  expect(server.putProgramme).toHaveBeenLastCalledWith(2013, { ...guidance, costThousandYen: 2000 }, 5);
  expect(page.text()).not.toContain('先に変えました');
});

it('asks when someone has changed the same programme, and overwrites only when told to', async () => {
  const theirs = putProgramme(published, { ...guidance, name: '相手の名前' });
  server.putProgramme.mockRejectedValueOnce(CHANGED).mockResolvedValueOnce({ revision: 6 });
  const page = await openForm();
  await type(page, '事業名', '自分の名前');
  server.fetchEdition.mockResolvedValue(editionOf(published, theirs, 5));
  await submit(page);
  expect(page.text()).toContain('ほかの人が同じ施策を先に変えました');
  expect(valueOf(page, '事業名')).toBe('自分の名前');
  expect(server.putProgramme).toHaveBeenCalledTimes(1);
  await press(page, 'この内容で置き換える');
  expect(server.putProgramme).toHaveBeenLastCalledWith(2013, { ...guidance, name: '自分の名前' }, 5);
});

it('asks as well when input of before is restored onto someone else’s change, however often it is saved', async () => {
  server.putProgramme.mockResolvedValue({ revision: 6 });
  const page = await openForm();
  await type(page, '事業名', '自分の名前');
  page.unmount();
  await startAgain(useWorkspace());

  server.fetchEdition.mockResolvedValue(
    editionOf(published, putProgramme(published, { ...guidance, name: '相手の名前' }), 5),
  );
  const again = await openForm();
  expect(valueOf(again, '事業名')).toBe('自分の名前');
  await submit(again);
  await submit(again);
  expect(again.text()).toContain('ほかの人が同じ施策を先に変えました');
  expect(server.putProgramme).not.toHaveBeenCalled();
  await press(again, '入力を捨てて相手の内容を見る');
  expect(valueOf(again, '事業名')).toBe('相手の名前');
});

it('puts a restored new programme beside the one that someone has added meanwhile', async () => {
  server.putProgramme.mockResolvedValue({ revision: 6 });
  const openNew = async () =>
    begun((await openPage('upkeep-programme-new', UpkeepProgrammePage, '/upkeep/2013/new-programme')).view);
  const page = await openNew();
  await fillNew(page);
  page.unmount();
  const workspace = await startAgain(useWorkspace());

  const kept = await readFormDraft<{ key: string }>(workspace.db, 'programme.2013.new');
  const theirs = { ...guidance, key: kept!.key!, page: nextPage(published) };
  server.fetchEdition.mockResolvedValue(editionOf(published, putProgramme(published, theirs), 5));
  await submit(await openNew());
  const [, sent, revision] = server.putProgramme.mock.calls[0]!;
  expect([sent.name, sent.page, revision]).toEqual(['新しい事業', theirs.page + 1, 5]);
  expect(sent.key).not.toBe(theirs.key);
});

it('takes an answer that was lost for what it is', async () => {
  const ours = { ...guidance, name: '自分の名前' };
  server.putProgramme.mockRejectedValueOnce(CHANGED);
  const opened = await openPage('upkeep-programme', UpkeepProgrammePage, '/upkeep/2013/programmes/p019');
  const page = await begun(opened.view);
  await type(page, '事業名', ours.name);
  server.fetchEdition.mockResolvedValue(editionOf(published, putProgramme(published, ours), 2));
  await submit(page);
  expect(server.putProgramme).toHaveBeenCalledTimes(1);
  await eventually(() => expect(opened.router.currentRoute.value.name).toBe('upkeep-edition'));
});

it('adds, moves and takes out rows by keyboard, the focus moving with the row', async () => {
  server.putProgramme.mockResolvedValue({ revision: 2 });
  const page = await openForm();
  await press(page, '実績 2を上へ');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('実績 1を上へ');
  await press(page, '実績を追加');
  await type(page, '項目', '参加企業数', 2);
  await type(page, '値', '12社', 2);
  await press(page, '経緯 1を削除');
  await submit(page);
  const [, sent] = server.putProgramme.mock.calls[0]!;
  expect(sent.results.map(({ item }) => item)).toEqual([
    guidance.results[1]!.item,
    guidance.results[0]!.item,
    '参加企業数',
  ]);
  expect(sent.results[2]?.quantities).toEqual([{ qualifier: null, number: 12, unit: '社' }]);
  expect(sent.history).toEqual([]);
});

it('numbers a new programme and refuses a page that is taken', async () => {
  server.putProgramme.mockResolvedValue({ revision: 2 });
  const page = await begun(
    (await openPage('upkeep-programme-new', UpkeepProgrammePage, '/upkeep/2013/new-programme')).view,
  );
  await fillNew(page);
  await type(page, 'ページ', '19');
  await submit(page);
  expect(page.text()).toContain('同じページの施策がほかにあります');
  await type(page, 'ページ', '160');
  await submit(page);
  expect(server.putProgramme).toHaveBeenCalledWith(
    2013,
    expect.objectContaining({
      key: expect.stringMatching(/^2013-[0-9a-f]{8}$/),
      page: 160,
      policy: 3,
      pillar: '3-1',
      period: { raw: '25-', start: 2013, end: null, open: true },
    }),
    1,
  );
});

it('takes a programme out at once, with a way back until it is published', async () => {
  server.removeProgramme.mockResolvedValue({ revision: 2 });
  server.putProgramme.mockResolvedValue({ revision: 3 });
  ({ view } = await openPage('upkeep-edition', UpkeepEditionPage, '/upkeep/2013'));
  await view.get('input[type=search]').setValue('ｶﾞｲﾀﾞﾝｽ');
  await press(view, '「就職ガイダンス開催費」を削除');
  expect(server.removeProgramme).toHaveBeenCalledWith(2013, 'p019', 1);
  expect(view.text()).toContain('追加 0件、変更 0件、削除 1件');
  await useToasts().toasts.value.at(-1)!.undo!();
  expect(server.putProgramme).toHaveBeenCalledWith(2013, guidance, 2);
  await eventually(() => expect(view!.text()).toContain('削除 0件'));
});

it('puts it back where it was taken out, also when another edition is open by then', async () => {
  const without = { ...published, programmes: published.programmes.filter(({ key }) => key !== 'p019') };
  server.removeProgramme.mockResolvedValue({ revision: 2 });
  server.putProgramme.mockResolvedValue({ revision: 3 });
  const opened = await openPage('upkeep-edition', UpkeepEditionPage, '/upkeep/2013');
  view = opened.view;
  await view.get('input[type=search]').setValue('ｶﾞｲﾀﾞﾝｽ');
  await press(view, '「就職ガイダンス開催費」を削除');
  server.fetchEdition.mockImplementation((year) =>
    Promise.resolve(
      year === 2013
        ? editionOf(published, without, 2)
        : editionOf(
            { ...published, fiscalYear: 2014, programmes: [{ ...guidance, name: '翌年度の施策' }] },
            null,
            7,
          ),
    ),
  );
  await opened.router.push('/upkeep/2014');
  await eventually(() => expect(view!.text()).toContain('翌年度の施策'));
  await useToasts().toasts.value.at(-1)!.undo!();
  expect(server.putProgramme.mock.calls).toEqual([[2013, guidance, 2]]);
  await eventually(() => expect(view!.text()).toContain('翌年度の施策'));
});

it('shows what a publication changes before it goes out', async () => {
  const draft = putProgramme(published, { ...guidance, name: '就職ガイダンス（改）', costThousandYen: 5 });
  server.fetchEdition
    .mockResolvedValueOnce(editionOf(published, draft, 4))
    .mockResolvedValue(editionOf(draft, null, 5));
  server.publishEdition.mockResolvedValue({ revision: 5 });
  ({ view } = await openPage('upkeep-edition', UpkeepEditionPage, '/upkeep/2013'));
  await press(view, '公開する');
  const dialog = view.get('dialog');
  expect(dialog.text()).toContain('就職ガイダンス（改）');
  expect(dialog.text()).toContain('事業費（県の決算額）: 1,107千円 → 5千円');
  expect(server.publishEdition).not.toHaveBeenCalled();
  await dialog
    .findAll('button')
    .find((button) => button.text() === '公開する')!
    .trigger('click');
  await flushPromises();
  expect(server.publishEdition).toHaveBeenCalledWith(2013, 4);
  expect(view.text()).not.toContain('未公開の変更');
});

it('throws a draft away only at the second tap', async () => {
  const draft = putProgramme(published, { ...guidance, name: '改' });
  server.fetchEdition.mockResolvedValue(editionOf(published, draft, 4));
  server.discardDraft.mockResolvedValue({ revision: 5 });
  ({ view } = await openPage('upkeep-edition', UpkeepEditionPage, '/upkeep/2013'));
  await press(view, '変更を捨てる');
  expect(server.discardDraft).not.toHaveBeenCalled();
  await press(view, 'もう一度押すと');
  expect(server.discardDraft).toHaveBeenCalledWith(2013, 4);
  expect(view.text()).not.toContain('未公開の変更');
});
