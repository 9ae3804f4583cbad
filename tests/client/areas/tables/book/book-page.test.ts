// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import BookPage from '#client/areas/tables/pages/BookPage.vue';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { BookContract } from '#client/workers/book/book-contract.ts';
import { readCsv } from '#client/workers/read-csv.ts';
import { Workbook } from '#client/workers/sheet/read-workbook.ts';
import type { Role } from '#domain/access/permissions.ts';
import type { Json } from '#domain/canonical/json.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey, readSurveyJson } from '#tests/domain/questionnaire/survey.ts';

// The service runs in this thread; only the worker around it is missing.
vi.mock('#client/workers/book/book-link.ts', async () => {
  const { BookService } = await import('#client/workers/book/book-service.ts');
  const { linkInThread } = await import('#tests/support/worker-stand-in.ts');
  return {
    openBookLink: () => {
      const service = new BookService();
      return linkInThread<BookContract>(service, () => service.close());
    },
  };
});
// There is no canvas to draw on.
vi.mock('#client/charts/BarChart.vue', () => ({
  __esModule: true,
  default: { props: ['data', 'picture', 'label'], template: '<canvas role="img" :aria-label="label" />' },
}));
const saved: { name: string; content: ArrayBuffer }[] = [];
vi.mock('#ui/save-file.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  saveFile: (name: string, content: ArrayBuffer) => saved.push({ name, content }),
}));

let workspace: Workspace;
let page: VueWrapper;
let people = 0;

async function open(role: Role = 'manager', query: Record<string, string> = {}): Promise<void> {
  people++;
  workspace = await openWorkspace({
    user: { id: `book-person-${people}`, name: '管理', email: 'a@example.jp', role, language: 'ja' },
    centre: { id: 'centre', name: '支援センター' },
  });
  const wave = (year: number) => ({
    id: `wave-${year}`,
    title: { ja: `${year}年の調査`, en: `Survey of ${year}` },
    questionnaireId: 'sme-survey',
    questionnaireRevision: readSurvey().revision,
    startsOn: `${year}-04-01`,
    endsOn: null,
  });
  await workspace.db.documents.bulkPut([
    { name: 'questionnaire', hash: 'h', content: readSurveyJson() as Json },
    { name: 'survey', hash: 's', content: { ...wave(2026), others: [], past: [wave(2025)] } },
  ]);
  for (let index = 0; index < 14; index++)
    await addResponse(`r${index}`, {
      awareness: index < 7 ? 'work' : 'unknown',
      municipality: 'aomori',
      industry: 'manufacturing',
      consultation: 'now',
    });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/tables', name: 'tables', component: { template: '<p />' } },
      { path: '/tables/book', name: 'book', component: BookPage },
      { path: '/sync', name: 'sync', component: { template: '<p />' } },
    ],
  });
  await router.push({ path: '/tables/book', query });
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router] }, attachTo: document.body });
  await eventually(() => expect(button('報告書をつくる')).toBeDefined());
}

async function addResponse(id: string, answers: Record<string, Json>): Promise<void> {
  await workspace.write('responses', id, {
    surveyId: 'wave-2026',
    questionnaireId: 'sme-survey',
    questionnaireRevision: readSurvey().revision,
    channel: 'visit',
    startedAt: '2026-11-20T05:00:00.000Z',
    submittedAt: '2026-11-20T05:30:00.000Z',
    disposition: 'complete',
    invented: true,
    ...Object.fromEntries(Object.entries(answers).map(([code, answer]) => [`answers/${code}`, answer])),
  } as never);
}

const button = (text: string) => page.findAll('button').find((one) => one.text().startsWith(text));

async function makeBook(): Promise<void> {
  await button('報告書をつくる')!.trigger('click');
  await eventually(() => expect(page.findAll('.book-page').length).toBeGreaterThan(1));
}

async function save(text: string) {
  const before = saved.length;
  await eventually(() => expect(page.find('[aria-busy="true"]').exists()).toBe(false));
  await button(text)!.trigger('click');
  await eventually(() => expect(saved).toHaveLength(before + 1));
  return saved.at(-1)!;
}

beforeEach(() => (saved.length = 0));
afterEach(() => {
  page.unmount();
  closeWorkspace();
});

it('makes the findings of the report as pages, 調査概要 first', async () => {
  await open();
  await makeBook();
  const pages = page.findAll('.book-page').map((one) => one.text());
  expect(pages[0]).toContain('調査概要');
  expect(pages[0]).toContain('2026年の調査');
  expect(pages[1]).toContain('表1  認知度');
  const rows = page
    .findAll('.book-page')[1]!
    .findAll('tbody tr')
    .map((row) => row.findAll('th, td').map((cell) => cell.text()));
  expect(rows[0]).toEqual(['全体', '14', '100.0']);
  expect(rows[1]!.slice(1)).toEqual(['7', '50.0']);
  // Every page says that the answers are invented, and so does the page itself.
  expect(pages.every((text) => text.includes('見本データ'))).toBe(true);
  await eventually(() => expect(page.find('canvas').attributes('aria-label')).toContain('認知度'));
});

it('saves a workbook, a CSV and Triple-S under names of their own, and each is recorded', async () => {
  await open();
  await makeBook();
  const workbook = await save('Excelで保存');
  const { sheets } = new Workbook(new Uint8Array(workbook.content));
  expect(sheets.slice(0, 3).map(({ name }) => name)).toEqual(['調査概要', '目次', '1 認知度']);

  const csv = await save('CSVで保存');
  const rows = readCsv(strFromU8(new Uint8Array(csv.content)).slice(1), ',').map(({ cells }) => cells);
  expect(rows.find(([first]) => first === '表 1')![1]).toBe('認知度');

  const archive = await save('回答データを保存');
  const files = unzipSync(new Uint8Array(archive.content));
  const [definition, data] = ['sss', 'csv'].map((ending) =>
    strFromU8(files[Object.keys(files).find((name) => name.endsWith(ending))!]!),
  );
  expect(data!.trim().split('\r\n')).toHaveLength(15);
  expect(definition).toContain('見本データ 14件');

  expect(saved.map(({ name }) => /\.\w+$/.exec(name)![0])).toEqual(['.xlsx', '.csv', '.zip']);
  for (const { name } of saved) expect(name).toMatch(/^2026年の調査_.*_[\da-f]{8}_\d{4}-\d\d-\d\d_\d{6}\./);
  await eventually(async () => {
    const recorded = await workspace.db.table('exports').toArray();
    expect(recorded.map(({ fields }) => [fields.kind, fields.format]).sort()).toEqual([
      ['book', 'csv'],
      ['book', 'xlsx'],
      ['data', 'tripleS'],
    ]);
    expect(recorded.map(({ fields }) => fields.fileName).sort()).toEqual(
      saved.map(({ name }) => name).sort(),
    );
    for (const { fields } of recorded) {
      expect(fields.surveyId).toBe('wave-2026');
      expect(fields.dataHash).toMatch(/^[\da-f]{64}$/);
    }
  });
});

it('records what was printed', async () => {
  const print = vi.fn();
  vi.stubGlobal('print', print);
  await open();
  await makeBook();
  await button('印刷する')!.trigger('click');
  expect(print).toHaveBeenCalledOnce();
  await eventually(async () => {
    const [recorded] = await workspace.db.table('exports').toArray();
    expect(recorded.fields).toMatchObject({ kind: 'book', format: 'print', surveyId: 'wave-2026' });
  });
});

it('names another choice another way', async () => {
  await open();
  await makeBook();
  const before = await save('Excelで保存');
  await page.find('input[type="radio"][value="answered"]').setValue(true);
  await button('つくり直す')!.trigger('click');
  await eventually(() => expect(page.findAll('.book-page')[0]!.text()).toContain('設問に答えた回答'));
  const after = await save('Excelで保存');
  const withoutTime = (name: string) => name.replace(/_\d{6}\.xlsx$/, '');
  expect(withoutTime(after.name)).not.toBe(withoutTime(before.name));
});

it('weighs the figures by known ones, and says whose those are wherever it does', async () => {
  await open();
  // Half of the answers know the centre; of all companies a fifth.
  await workspace.write('weightings', 'by-awareness', {
    surveyId: 'wave-2026',
    title: '県の統計',
    margins: [{ column: 'awareness', targets: { work: 200, unknown: 800 }, source: '統計', invented: true }],
  } as never);
  await eventually(() => expect(page.find('select').text()).toContain('県の統計'));
  await page.find('select').setValue('weight:by-awareness');
  await makeBook();
  const rows = page
    .findAll('.book-page')[1]!
    .findAll('tbody tr')
    .map((row) => row.findAll('th, td').map((cell) => cell.text()));
  expect(rows.slice(0, 2).map((cells) => cells.slice(1))).toEqual([
    ['14.0', '100.0'],
    ['2.8', '20.0'],
  ]);
  expect(page.findAll('.book-page')[1]!.text()).toContain('県の統計（作られた見本の数字による）');
  const { name } = await save('Excelで保存');
  expect(name).toContain('県の統計');
});

it('crosses all questions with what is chosen, a chapter at a time', async () => {
  await open();
  await page.find('input[type="radio"][value="all"]').setValue(true);
  await makeBook();
  const headings = page.findAll('.book-page h3').map((heading) => heading.text());
  expect(headings.slice(0, 3)).toEqual([
    '調査概要',
    '表1  F1 主な業種はどれですか',
    expect.stringContaining('表2  F1 主な業種はどれですか × F2 従業員は何名ですか'),
  ]);
  expect(headings.length).toBeLessThan(10);
});

it('shows nobody what their role may not see, in no file either', async () => {
  await open('coordinator');
  await makeBook();
  expect(page.text()).toContain('この調査票またはあなたの役割では作れない表があります');
  expect(page.text()).not.toContain('新規相談の希望（業種別）の表');
  const { content } = await save('回答データを保存');
  const [definition] = Object.entries(unzipSync(new Uint8Array(content)))
    .find(([name]) => name.endsWith('.sss'))!
    .slice(1) as [Uint8Array];
  for (const name of ['industry', 'municipality', 'region', 'consultation', 'employees'])
    expect(strFromU8(definition)).not.toContain(`<name>${name}</name>`);
  expect(strFromU8(definition)).toContain('<name>awareness</name>');
});

it('says when the answers have changed since', async () => {
  await open();
  await makeBook();
  expect(page.text()).not.toContain('回答が新しくなりました');
  await addResponse('late', { awareness: 'name' });
  await eventually(() => expect(page.text()).toContain('回答が新しくなりました'));
});

it('can be cancelled on the way', async () => {
  await open();
  await page.find('input[type="radio"][value="all"]').setValue(true);
  // Against everything there is: hundreds of tables.
  for (const chip of page.findAll('input[type="checkbox"]'))
    if (!(chip.element as HTMLInputElement).checked) await chip.setValue(true);
  await button('報告書をつくる')!.trigger('click');
  await button('中止')!.trigger('click');
  await eventually(() => expect(page.text()).toContain('報告書づくりを中止しました'));
  expect(page.find('.book-page').exists()).toBe(false);
  expect(button('報告書をつくる')).toBeDefined();
});
