// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import TableFiles from '#client/areas/tables/features/tables/TableFiles.vue';
import { closeWorkspace, openWorkspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';

const saveFile = vi.hoisted(() => vi.fn());
vi.mock('#ui/save-file.ts', async (original) => ({ ...(await original<object>()), saveFile }));

beforeEach(async () => {
  saveFile.mockReset();
  await openWorkspace({
    user: { id: 'narita', name: '成田', email: 'n@example.jp', role: 'manager', language: 'ja' },
    centre: { id: 'centre', name: '支援センター' },
  });
});
afterEach(() => closeWorkspace());

function open(recordExport: () => Promise<void>) {
  const props = {
    view: { sections: [], total: { label: '全体', isTotal: true, key: [], parts: [] }, groups: [] },
    selection: { items: ['issues'], by: [], filter: [], own: [], waves: [], base: 'asked', isSorted: true },
    questions: [],
    summary: { survey: { id: 's' }, dataHash: '0123456789' },
    title: '表',
    origin: [['調査', '2026年の調査']],
    weight: undefined,
    waveNotes: [],
    recordExport,
  };
  return mount(TableFiles, { props: props as never });
}
const press = (files: ReturnType<typeof open>, label: string) =>
  files
    .findAll('button')
    .find((button) => button.text() === label)!
    .trigger('click');

it('records what is taken along', async () => {
  const recordExport = vi.fn(async () => {});
  const files = open(recordExport);
  await press(files, 'CSVを保存');
  await eventually(() =>
    expect(recordExport).toHaveBeenCalledWith({
      kind: 'table',
      format: 'csv',
      fileName: 'banso-s-issues-01234567.csv',
      surveyId: 's',
      dataHash: '0123456789',
    }),
  );
  expect(saveFile).toHaveBeenCalledTimes(1);
  expect(files.find('[role="alert"]').exists()).toBe(false);
});

it('says that a file was saved though nothing could be recorded, and never that it was not made', async () => {
  const files = open(() => Promise.reject(new Error('no room')));
  await press(files, 'CSVを保存');
  await eventually(() => expect(files.get('[role="alert"]').text()).toContain('ファイルは保存しましたが'));
  expect(saveFile).toHaveBeenCalledTimes(1);
});

it('says that a file was not made, and records nothing', async () => {
  saveFile.mockImplementation(() => {
    throw new Error('refused');
  });
  const recordExport = vi.fn(async () => {});
  const files = open(recordExport);
  await press(files, 'CSVを保存');
  await eventually(() => expect(files.get('[role="alert"]').text()).toContain('つくれませんでした'));
  expect(recordExport).not.toHaveBeenCalled();
});
