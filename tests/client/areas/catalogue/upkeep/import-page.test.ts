// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '#client/api/catalogue-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { askSheetWorker } from '#client/workers/sheet/ask-sheet-worker.ts';
import UpkeepImportPage from '#client/areas/catalogue/pages/UpkeepImportPage.vue';
import { closeWorkspace } from '#client/records/workspace.ts';
import { sheetDesk } from '#client/workers/sheet/sheet-desk.ts';
import { createEdition, putProgramme } from '#domain/catalogue/edition/edition.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { eventually } from '#tests/support/eventually.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';
import { editionOf, openOffice, openPage, press } from './office.ts';

vi.mock('#client/api/catalogue-api.ts');
vi.mock('#client/workers/sheet/ask-sheet-worker.ts');
const server = vi.mocked(api);
const published = parseReport(report);

/** The worker's work in this thread. */
const askDesk = (async (name: 'read', request: { bytes: ArrayBuffer }) =>
  sheetDesk[name](request, () => {})) as typeof askSheetWorker;

let view: VueWrapper;
let path: () => string;
beforeEach(async () => {
  vi.resetAllMocks();
  vi.mocked(askSheetWorker).mockImplementation(askDesk);
  await openOffice(published);
  server.fetchEdition.mockResolvedValue(editionOf(published));
  server.importProgrammes.mockResolvedValue({ revision: 2 });
  const opened = await openPage('upkeep-import', UpkeepImportPage, '/upkeep/2013/import');
  view = opened.view;
  path = () => opened.router.currentRoute.value.path;
});
afterEach(() => {
  view.unmount();
  closeWorkspace();
});

async function choose(text: string): Promise<void> {
  const input = view.get<HTMLInputElement>('input[type=file]');
  Object.defineProperty(input.element, 'files', {
    value: [new File([text], '一覧.csv')],
    configurable: true,
  });
  await input.trigger('change');
  await eventually(() => expect(view.text()).toMatch(/試し読み|読み込めませんでした/));
}

it('shows what a list would change, then changes it in one request', async () => {
  await choose('事業名,決算額\n就職ガイダンス開催費,2000\n');
  expect(view.text()).toContain('まだ何も変えていません');
  expect(view.text()).toContain('変更 1件');
  expect(server.importProgrammes).not.toHaveBeenCalled();
  await press(view, '1件を下書きに取り込む');
  const [year, programmes, revision] = server.importProgrammes.mock.calls[0]!;
  expect([year, programmes.length, revision]).toEqual([2013, 119, 1]);
  expect(programmes.find(({ key }) => key === 'p019')?.costThousandYen).toBe(2000);
  expect(path()).toBe('/upkeep/2013');
});

it('carries programmes of other years on in a year that was begun empty, and asks about the doubtful ones first', async () => {
  const empty = createEdition(2014, published, { withProgrammes: false });
  server.fetchEdition.mockResolvedValue(editionOf(null, empty));
  view.unmount();
  view = (await openPage('upkeep-import', UpkeepImportPage, '/upkeep/2014/import')).view;
  const row = (name: string, page: number) => `${name},${page},1,1-2,労政・能力開発課,2014,2014,内容\n`;
  await choose(
    `事業名,ページ,基本方針,施策の柱,担当課,開始年度,終了年度,事業内容\n${row('就職ガイダンス開催支援費', 1)}${row('女性の活躍応援事業費', 2)}${row('水素社会の実現に向けた調査', 3)}`,
  );
  await eventually(() => expect(view.text()).toContain('まだ決まっていない施策が1件あります'));
  expect(view.text()).toContain('2行目 就職ガイダンス開催支援費');
  await press(view, '3件を下書きに取り込む');
  expect(view.text()).toContain('どちらかを選んでください');
  expect(server.importProgrammes).not.toHaveBeenCalled();
  await view.get('select').setValue('p019');
  await press(view, '3件を下書きに取り込む');
  const [year, programmes] = server.importProgrammes.mock.calls[0]!;
  expect([year, programmes.map(({ key }) => key)]).toEqual([
    2014,
    ['p019', 'p045', expect.stringMatching(/^2014-[0-9a-f]{8}$/)],
  ]);
});

it('shows what a field becomes, and marks what a list would empty', async () => {
  await choose(
    '事業名,決算額,担当グループ,実績\n就職ガイダンス開催費,2000,新しいグループ,\n学卒未就職者等就職支援事業,,,\n',
  );
  expect(view.text()).toContain('事業費（県の決算額）: 1,107千円 → 2,000千円');
  expect(view.text()).toContain('担当グループ: 地域雇用対策グループ → 新しいグループ');
  expect(view.text()).toMatch(/実績\s*空になります/);
  expect(view.text()).toMatch(/事業費（県の決算額）: [\d,]+千円 → 空欄\s*空になります/);
});

it('refuses a list without programmes, and one that is longer than an edition can be', async () => {
  await choose('事業名\n');
  await view.get('input[type=checkbox]').setValue(true);
  expect(view.text()).toContain('見出しの下に施策がありません');
  expect(view.text()).not.toContain('削除');
  await press(view, '別のファイル');
  await choose(`事業名\n${Array.from({ length: 10_000 }, (_, index) => `施策${index}\n`).join('')}`);
  expect(view.text()).toMatch(/直すところ\s*1件/);
  expect(view.text()).toContain('1,002行目行: 一度に取り込めるのは1,000件までです');
});

it('takes out what the list does not name only when told to', async () => {
  await choose('事業名\n就職ガイダンス開催費\n');
  expect(view.text()).toContain('変わるものはありません');
  await view.get('input[type=checkbox]').setValue(true);
  expect(view.text()).toContain('削除 118件');
});

it('names what is wrong row by row, and imports nothing until it is mended', async () => {
  await choose('事業名,決算額\n就職ガイダンス開催費,たくさん\n');
  expect(view.text()).toContain('2行目');
  expect(view.text()).toContain('決算額: 0以上の整数で入力してください');
  expect(
    view
      .findAll('button')
      .find((button) => button.text().includes('取り込む'))!
      .attributes('disabled'),
  ).toBeDefined();
  await press(view, '別のファイル');
  await choose('事業名,決算額\n就職ガイダンス開催費,2000\n');
  expect(view.text()).toContain('変更 1件');
});

it('says what a file lacks that is no list of programmes', async () => {
  await choose('企業名,住所\n株式会社,青森\n');
  expect(view.text()).toContain('「事業名」の列がありません');
  await press(view, '別のファイル');
  await choose('');
  expect(view.text()).toContain('ファイルが空です');
});

it('makes the dry run anew on what someone else has changed meanwhile', async () => {
  await choose('事業名,決算額\n就職ガイダンス開催費,2000\n');
  const theirs = putProgramme(published, {
    ...published.programmes.find(({ key }) => key === 'p019')!,
    costThousandYen: 2000,
  });
  server.fetchEdition.mockResolvedValue(editionOf(published, theirs, 5));
  server.importProgrammes.mockRejectedValue(
    new ApiProblem('edition-changed', 'ほかの人がこの年度版を変えました', 409),
  );
  await press(view, '1件を下書きに取り込む');
  await flushPromises();
  expect(view.text()).toContain('ほかの人がこの年度版を変えました');
  expect(view.text()).toContain('変わるものはありません');
});

it('says that a connection is needed where the part that reads lists cannot be fetched', async () => {
  vi.mocked(askSheetWorker).mockRejectedValue(new Unreachable());
  const input = view.get<HTMLInputElement>('input[type=file]');
  Object.defineProperty(input.element, 'files', {
    value: [new File(['事業名'], '一覧.csv')],
    configurable: true,
  });
  await input.trigger('change');
  await eventually(() => expect(view.text()).toContain('一覧の読み書きには通信が必要です'));
  vi.mocked(askSheetWorker).mockImplementation(askDesk);
  await choose('事業名\n就職ガイダンス開催費\n');
  expect(view.text()).not.toContain('通信が必要です');
});

it('names the sheet, asks which figure is meant, and takes the one that is chosen', async () => {
  const cells = ['事業名', '決算額'];
  vi.mocked(askSheetWorker).mockResolvedValue({
    rows: [
      { row: 1, cells },
      { row: 2, cells: [published.programmes[0]!.name, '1237000'], shown: { 1: '1,237' } },
    ],
    sheets: [
      { name: '旧', isHidden: true },
      { name: '施策', isHidden: false },
    ],
    sheet: '施策',
  });
  await choose('x');
  await eventually(() => expect(view.text()).toContain('1237000 / 1,237'));
  expect(view.get('select').element.value).toBe('施策');
  expect(view.text()).toContain('旧（非表示）');
  await view.get('input[type=radio][value=shown]').setValue(true);
  await eventually(() => expect(view.text()).not.toContain('1237000 / 1,237'));
  await view.get('select').setValue('旧');
  await eventually(() =>
    expect(askSheetWorker).toHaveBeenLastCalledWith('read', expect.objectContaining({ sheet: '旧' })),
  );
});
