// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '#client/api/catalogue-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import UpkeepOutlinePage from '#client/areas/catalogue/pages/UpkeepOutlinePage.vue';
import { closeWorkspace } from '#client/records/workspace.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { eventually } from '#tests/support/eventually.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';
import { editionOf, openOffice, openPage, press, type } from './office.ts';

vi.mock('#client/api/catalogue-api.ts');
const server = vi.mocked(api);
const published = parseReport(report);

let view: VueWrapper;
let path: () => string;
beforeEach(async () => {
  vi.resetAllMocks();
  await openOffice(published);
  server.fetchEdition.mockResolvedValue(editionOf(published));
  server.putOutline.mockResolvedValue({ revision: 2 });
  const opened = await openPage('upkeep-outline', UpkeepOutlinePage, '/upkeep/2013/outline');
  view = opened.view;
  path = () => opened.router.currentRoute.value.path;
});
afterEach(() => {
  view.unmount();
  closeWorkspace();
});

const save = async () => {
  await view.get('form').trigger('submit');
  await flushPromises();
};

it('renames a pillar and adds one, and saves both to the draft', async () => {
  await type(view, '施策の柱 1-1 の名称', '改めた柱');
  await press(view, '基本方針 1 に施策の柱を追加');
  expect(document.activeElement?.closest('[data-title]')?.getAttribute('data-title')).toBe('1-5');
  await type(view, '施策の柱 1-5 の名称', '新しい\n柱');
  await save();
  const [year, outline, revision] = server.putOutline.mock.calls[0]!;
  expect([year, revision, outline.policies]).toEqual([2013, 1, published.policies]);
  expect(outline.pillars).toEqual([
    { ...published.pillars[0], title: '改めた柱' },
    ...published.pillars.slice(1),
    { key: '1-5', policy: 1, title: '新しい柱' },
  ]);
  expect(path()).toBe('/upkeep/2013');
});

it('says of what is in use why it stays, and lets go of what nobody uses', async () => {
  expect(view.get('[data-title="1-1"]').text()).toMatch(/\d+件の施策が使っているため、削除できません/);
  expect(view.find('[aria-label="施策の柱 1-1を削除"]').exists()).toBe(false);
  await press(view, '基本方針を追加');
  await press(view, '基本方針 9 に施策の柱を追加');
  expect(view.get('[data-title="9"]').text()).toContain('施策の柱を先に削除してください');
  await press(view, '施策の柱 9-1を削除');
  await press(view, '基本方針 9を削除');
  expect(view.find('[data-title="9"]').exists()).toBe(false);
});

it('marks a title that is missing and sends nothing', async () => {
  await type(view, '基本方針 2 の名称', ' ');
  await save();
  expect(view.get('[data-title="2"]').text()).toContain('名称を入力してください');
  expect(server.putOutline).not.toHaveBeenCalled();
});

it('keeps what was typed when someone was faster', async () => {
  server.putOutline.mockRejectedValueOnce(
    new ApiProblem('edition-changed', 'ほかの人がこの年度版を変えました', 409),
  );
  server.fetchEdition.mockResolvedValue(editionOf(published, published, 5));
  await type(view, '施策の柱 1-1 の名称', '改めた柱');
  await save();
  expect(view.text()).toContain('ほかの人がこの年度版を変えました');
  await save();
  expect(server.putOutline.mock.calls[1]![2]).toBe(5);
  expect(server.putOutline.mock.calls[1]![1].pillars[0]?.title).toBe('改めた柱');
});

/** Opens the page anew on an edition in which someone has renamed a policy or pillar. */
async function openOn(titles: Record<string, string>): Promise<void> {
  view.unmount();
  const pillars = published.pillars.map((pillar) => ({
    ...pillar,
    title: titles[pillar.key] ?? pillar.title,
  }));
  server.fetchEdition.mockResolvedValue(editionOf(published, { ...published, pillars }, 5));
  view = (await openPage('upkeep-outline', UpkeepOutlinePage, '/upkeep/2013/outline')).view;
  await eventually(() => expect(view.text()).toContain('書きかけの入力を戻しました'));
}

it('brings restored input onto what someone else has changed meanwhile', async () => {
  await type(view, '施策の柱 1-1 の名称', '自分の柱');
  await openOn({ '1-2': '相手の柱' });
  await save();
  const [, outline, revision] = server.putOutline.mock.calls[0]!;
  expect([revision, ...outline.pillars.slice(0, 2).map(({ title }) => title)]).toEqual([
    5,
    '自分の柱',
    '相手の柱',
  ]);
});

it('asks whose title stays where both changed the same one', async () => {
  await type(view, '施策の柱 1-1 の名称', '自分の柱');
  await openOn({ '1-1': '相手の柱' });
  await save();
  await save();
  expect(view.text()).toContain('ほかの人も同じ名称を変えました: 1-1');
  expect(server.putOutline).not.toHaveBeenCalled();
  await press(view, 'この名称で置き換える');
  expect(server.putOutline.mock.calls[0]![1].pillars[0]!.title).toBe('自分の柱');
});
