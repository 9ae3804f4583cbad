// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '#client/api/catalogue-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import UpkeepReportPage from '#client/areas/catalogue/pages/UpkeepReportPage.vue';
import { closeWorkspace } from '#client/records/workspace.ts';
import { checkCatalogue } from '#domain/catalogue/report/check.ts';
import { matchEditions } from '#domain/catalogue/edition/edition-matching.ts';
import { parseReport, readReport } from '#domain/catalogue/report/parse-report.ts';
import type { ReportDecision, ReportDryRun } from '#protocol/catalogue.ts';
import { eventually } from '#tests/support/eventually.ts';
import { nextReportText } from '#tests/domain/catalogue/report/next-report.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';
import { editionOf, openOffice, openPage, press } from './office.ts';

vi.mock('#client/api/catalogue-api.ts');
const server = vi.mocked(api);
const published = parseReport(report);
const next = nextReportText(report);
const alike = next.replaceAll('就職ガイダンス開催費', '就職ガイダンス開催支援費');

/** What the server answers, from the same rules. */
function dryRunOf(
  text: string,
  decisions: readonly ReportDecision[],
  edition: ReportDryRun['edition'] = null,
): ReportDryRun {
  const { catalogue, printed } = readReport(text);
  const { fiscalYear, totals, warnings } = catalogue;
  return {
    fiscalYear,
    totals,
    warnings,
    differences: checkCatalogue(catalogue, printed),
    matching: matchEditions(catalogue, [published], new Map(decisions.map(({ page, key }) => [page, key]))),
    edition,
  };
}

let view: VueWrapper;
let path: () => string;
beforeEach(async () => {
  vi.resetAllMocks();
  await openOffice(published);
  server.tryReport.mockImplementation(async (text, decisions) => dryRunOf(text, decisions));
  server.importReport.mockResolvedValue({ ...editionOf(null, published), fiscalYear: 2014 });
  const opened = await openPage('upkeep-report', UpkeepReportPage, '/upkeep/report');
  view = opened.view;
  path = () => opened.router.currentRoute.value.path;
});
afterEach(() => {
  view.unmount();
  closeWorkspace();
});

async function choose(content: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const input = view.get<HTMLInputElement>('input[type=file]');
  Object.defineProperty(input.element, 'files', {
    value: [new File([content], '報告.txt')],
    configurable: true,
  });
  await input.trigger('change');
  await eventually(() =>
    expect(view.text()).toMatch(
      /まだ何も取り込んでいません|取り込めません|何も取り込んでい|サーバーにつながらない/,
    ),
  );
}
const question = () => view.findAll('select').find((one) => one.text().includes('新しい施策'));

it('shows what was read, whether it adds up and what is to be looked at, then imports it', async () => {
  await choose(next);
  expect(view.text()).toContain('平成26年度 (2014)の年次報告です');
  expect(view.get('dl').text()).toMatch(
    /施策\s*119.*個票\s*130.*実績の行\s*393.*経緯\s*202.*41,609,725千円/s,
  );
  expect(view.text()).toContain('すべて一致しました');
  expect(view.text()).toContain('名前が同じ施策 119件');
  expect(view.get('details').text()).toMatch(/31ページ.*始まりは印刷されていない/s);
  expect(server.importReport).not.toHaveBeenCalled();
  await press(view, '下書きに取り込む');
  expect(server.importReport).toHaveBeenCalledExactlyOnceWith({
    text: next,
    revision: 0,
    decisions: [],
    acceptsDifferences: false,
  });
  expect(path()).toBe('/upkeep/2014');
});

it('asks what is uncertain before anything is sent', async () => {
  await choose(alike);
  expect(view.text()).toContain('まだ決まっていない施策が1件あります');
  await press(view, '下書きに取り込む');
  expect(view.text()).toContain('どちらかを選んでください');
  expect(server.importReport).not.toHaveBeenCalled();
  expect(question()!.text()).toContain(
    '平成25年度 (2013)の「就職ガイダンス開催費」（労政・能力開発課）と同じ',
  );
  await question()!.setValue('p019');
  await press(view, '下書きに取り込む');
  expect(server.importReport.mock.calls[0]![0]).toMatchObject({ decisions: [{ page: 19, key: 'p019' }] });
});

it('can be told that a programme is a new one', async () => {
  await choose(alike);
  await question()!.setValue('new');
  await press(view, '下書きに取り込む');
  expect(server.importReport.mock.calls[0]![0]).toMatchObject({ decisions: [{ page: 19, key: null }] });
});

it('lets one overrule what was recognised, shows what follows and sends it along', async () => {
  await choose(next);
  await press(view, '「就職ガイダンス開催費」のつながりを変える');
  const field = () => view.get<HTMLSelectElement>('[data-page="19"] select');
  expect(document.activeElement).toBe(field().element);
  await field().setValue('new');
  await flushPromises();
  expect(server.tryReport).toHaveBeenLastCalledWith(next, [{ page: 19, key: null }]);
  expect(view.text()).toMatch(/続いている施策 118件.*新しい施策 1件.*この報告書にない施策 1件/s);

  // What that left free can be another programme's.
  await press(view, '「学卒未就職者等就職支援事業」のつながりを変える');
  const other = view.get<HTMLSelectElement>('[data-page="20"] select');
  expect(other.findAll('option').map((one) => one.text())).toContain(
    '平成25年度 (2013)の「就職ガイダンス開催費」（労政・能力開発課）と同じ',
  );
  await other.setValue('p019');
  await flushPromises();
  await press(view, '下書きに取り込む');
  expect(server.importReport.mock.calls[0]![0]).toMatchObject({
    decisions: [
      { page: 19, key: null },
      { page: 20, key: 'p019' },
    ],
  });
});

it('goes back to what was recognised', async () => {
  await choose(next);
  await press(view, '「就職ガイダンス開催費」のつながりを変える');
  await view.get('[data-page="19"] select').setValue('new');
  await flushPromises();
  await view.get('[data-page="19"] select').setValue('p019');
  await flushPromises();
  expect(view.text()).toContain('続いている施策 119件');
  await press(view, '下書きに取り込む');
  expect(server.importReport.mock.calls[0]![0]).toMatchObject({ decisions: [] });
});

it('imports nothing that was overruled without the server having seen it', async () => {
  await choose(next);
  server.tryReport.mockRejectedValueOnce(new Unreachable());
  await press(view, '「就職ガイダンス開催費」のつながりを変える');
  await view.get('[data-page="19"] select').setValue('new');
  await flushPromises();
  expect(view.text()).toContain('サーバーにつながらない');
  await press(view, '下書きに取り込む');
  expect(server.tryReport).toHaveBeenLastCalledWith(next, [{ page: 19, key: null }]);
  expect(server.importReport.mock.calls[0]![0]).toMatchObject({ decisions: [{ page: 19, key: null }] });
});

it('imports sums that do not add up only when someone has checked them', async () => {
  await choose(next.replace('合計 41,609,725', '合計 41,609,726'));
  expect(view.text()).toContain('合計: 印刷 41,609,726千円、読み取り 41,609,725千円');
  await press(view, '下書きに取り込む');
  expect(server.importReport).not.toHaveBeenCalled();
  await view.get('input[type=checkbox]').setValue(true);
  await press(view, '下書きに取り込む');
  expect(server.importReport.mock.calls[0]![0]).toMatchObject({ acceptsDifferences: true });
});

it('says where a damaged report is damaged, and takes the mended one', async () => {
  server.tryReport.mockRejectedValueOnce(
    new ApiProblem('report-unreadable', '年次報告として読めないため、何も取り込んでいません', 422, [
      { pointer: '/text', message: '施策一覧の行が読み取れません (76ページ, 1012行目)' },
    ]),
  );
  await choose(next);
  expect(view.text()).toContain('76ページ, 1012行目');
  await choose(next);
  expect(view.text()).not.toContain('1012行目');
  expect(view.text()).toContain('すべて一致しました');
});

it('reads Shift_JIS, and says of other files what they are not', async () => {
  // 「年次報告」 in Shift_JIS.
  server.tryReport.mockRejectedValue(new ApiProblem('report-unreadable', '何も取り込んでいない', 422));
  await choose(new Uint8Array([0x94, 0x4e, 0x8e, 0x9f, 0x95, 0xf1, 0x8d, 0x90]));
  expect(server.tryReport).toHaveBeenCalledExactlyOnceWith('年次報告', []);
  await choose(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 1]));
  expect(view.text()).toContain('文章のファイルではありません');
  await choose(new Uint8Array([0xe5, 0xb9, 0xb4, 0x0a, 0xff, 0x0a]));
  expect(view.text()).toContain('2行目に読めない文字があります');
  expect(server.tryReport).toHaveBeenCalledOnce();
});

it('warns of the draft that would be lost, and looks again when someone was faster', async () => {
  const edition = { ...editionOf(null, published, 7), fiscalYear: 2014 };
  server.tryReport.mockImplementation(async (text, decisions) => dryRunOf(text, decisions, edition));
  server.importReport.mockRejectedValueOnce(
    new ApiProblem('edition-changed', 'ほかの人がこの年度版を変えました', 409),
  );
  await choose(next);
  expect(view.text()).toContain('その変更は失われます');
  await press(view, '下書きに取り込む');
  expect(view.text()).toContain('ほかの人がこの年度版を変えました');
  expect(server.tryReport).toHaveBeenCalledTimes(2);
  await press(view, '下書きに取り込む');
  expect(server.importReport.mock.calls[1]![0]).toMatchObject({ revision: 7 });
});

it('keeps the file through a lost network', async () => {
  server.tryReport.mockRejectedValueOnce(new Unreachable());
  await choose(next);
  await press(view, 'もう一度読む');
  await flushPromises();
  expect(view.text()).toContain('すべて一致しました');
});
