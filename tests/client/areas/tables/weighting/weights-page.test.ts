// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { readDraft, toDraft } from '#client/areas/tables/features/weighting/weighting-draft.ts';
import WeightsPage from '#client/areas/tables/pages/WeightsPage.vue';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import { askSheetWorker } from '#client/workers/sheet/ask-sheet-worker.ts';
import { sheetDesk } from '#client/workers/sheet/sheet-desk.ts';
import type { TabulationContract } from '#client/workers/tabulation/tabulation-contract.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Role } from '#domain/access/permissions.ts';
import { hashOfResponse, type SurveyWeights } from '#protocol/sample-weights.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey, readSurveyJson } from '#tests/domain/questionnaire/survey.ts';

// The service runs in this thread; only the worker around it is missing.
vi.mock('#client/workers/tabulation/tabulation-link.ts', async () => {
  const { TabulationService } = await import('#client/workers/tabulation/tabulation-service.ts');
  const { linkInThread } = await import('#tests/support/worker-stand-in.ts');
  return {
    openTabulationLink: () => {
      const service = new TabulationService();
      return linkInThread<TabulationContract>(service, () => service.close());
    },
  };
});
vi.mock('#client/workers/sheet/ask-sheet-worker.ts');

let workspace: Workspace;
let page: VueWrapper;
const survey = readSurvey();

async function open(role: Role = 'manager'): Promise<void> {
  workspace = await openWorkspace({
    user: { id: 'kudo', name: '工藤', email: 'k@example.jp', role, language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
  });
  await workspace.db.documents.bulkPut([
    { name: 'questionnaire', hash: 'q', content: readSurveyJson() as Json },
    {
      name: 'survey',
      hash: 's',
      content: {
        id: 'wave',
        title: { ja: '調査', en: 'Survey' },
        questionnaireId: survey.id,
        questionnaireRevision: survey.revision,
        startsOn: '2026-10-01',
        endsOn: null,
        status: 'open',
      },
    },
  ]);
  // 30 of manufacturing who know the centre, 10 of construction who do not.
  for (let index = 0; index < 40; index += 1) {
    const isMaker = index < 30;
    await workspace.write('responses', `r${index}`, {
      surveyId: 'wave',
      questionnaireId: survey.id,
      questionnaireRevision: survey.revision,
      channel: 'visit',
      startedAt: '2026-11-20T05:00:00.000Z',
      submittedAt: '2026-11-20T05:30:00.000Z',
      disposition: 'complete',
      'answers/industry': isMaker ? 'manufacturing' : 'construction',
      'answers/issues': isMaker ? ['labour'] : ['sales'],
    } as never);
  }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['tables', 'weights'].map((name) => ({
      path: `/${name}`,
      name,
      component: name === 'weights' ? WeightsPage : { template: '<p />' },
    })),
  });
  await router.push('/weights');
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router] }, attachTo: document.body });
}

beforeEach(() => vi.resetAllMocks());
afterEach(async () => {
  page.unmount();
  await workspace.db.delete();
  closeWorkspace();
});

const shows = (text: string) =>
  eventually(() => expect(page.text().replace(/\s+/g, '')).toContain(text.replace(/\s+/g, '')));

async function press(text: string): Promise<void> {
  const find = () => page.findAll('button').find((button) => button.text().includes(text));
  await eventually(() => expect(find()).toBeDefined());
  const button = find()!;
  await button.trigger(button.attributes('type') === 'submit' ? 'submit' : 'click');
  await flushPromises();
}

async function fill(label: string, value: string): Promise<void> {
  const labelled = page.findAll('label').find((each) => each.text().startsWith(label));
  const id = labelled?.attributes('for');
  await (id ? page.get(`[id="${id}"]`) : page.get(`[aria-label="${label}"]`)).setValue(value);
}

async function begin(): Promise<void> {
  await press('新しい重みを作る');
  await fill('名前', '業種');
  await fill('合わせる項目', 'industry');
  await press('合わせる項目を追加');
  await shows('製造業30');
}

describe('the page of weightings', () => {
  it('begins without any figure', async () => {
    await open();
    await shows('重みはまだありません');
    expect(await workspace.db.weightings.count()).toBe(0);
  });

  it('weights the answers by the figures that somebody enters, and shows both beside each other', async () => {
    await open();
    await begin();
    await fill('出典', '経済センサス 第1表');
    await fill('「製造業」の数字', '1,000');
    await fill('「建設業」の数字', '１０００');
    await press('保存する');
    await shows('業種 使えます · 有効な回答数 30件');
    await shows('経済センサス 第1表 · 日付なし');
    await shows('最小 0.67 、最大 2.00');
    // 30 of 40 without weights, half with them.
    const labour = survey.sections
      .flatMap(({ items }) => items)
      .find(({ code }) => code === 'issues')!
      .options!.find(({ code }) => code === 'labour')!.label.ja;
    await shows(`${labour}75.050.0-25.0`);
    const [saved] = await workspace.db.weightings.toArray();
    expect(saved!.fields.margins).toEqual([
      {
        column: 'industry',
        source: '経済センサス 第1表',
        targets: { manufacturing: 1000, construction: 1000 },
      },
    ]);
  });

  it('says by name which category nobody is in, and marks what is invented', async () => {
    await open();
    await begin();
    await fill('「製造業」の数字', '10');
    await fill('「医療・福祉」の数字', '5');
    await page.get('input[type=checkbox]').setValue(true);
    await press('保存する');
    await shows('架空の数字');
    await shows('「医療・福祉」には数字がありますが、回答した企業がありません');
  });

  it('asks for what is missing beside its field, and saves nothing before', async () => {
    await open();
    await press('新しい重みを作る');
    await press('保存する');
    await shows('名前を入れてください');
    await shows('合わせる項目を1つ以上追加してください');
    expect(await workspace.db.weightings.count()).toBe(0);
  });

  it('reads figures from a file of official statistics in Shift_JIS, as somebody has looked at them', async () => {
    await open();
    await begin();
    // 「産業,数」「Ｅ製造業,"1,200"」「Ｄ建設業,X」 in Shift_JIS.
    const bytes = Uint8Array.from([
      0x8e, 0x59, 0x8b, 0xc6, 0x2c, 0x90, 0x94, 0x0d, 0x0a, 0x45, 0x20, 0x90, 0xbb, 0x91, 0xa2, 0x8b, 0xc6,
      0x2c, 0x22, 0x31, 0x2c, 0x32, 0x30, 0x30, 0x22, 0x0d, 0x0a, 0x44, 0x20, 0x8c, 0x9a, 0x90, 0xdd, 0x8b,
      0xc6, 0x2c, 0x58, 0x0d, 0x0a,
    ]);
    vi.mocked(askSheetWorker).mockImplementation(
      async (_, request) => sheetDesk.read(request as never, undefined as never) as never,
    );
    HTMLDialogElement.prototype.showModal ??= function () {
      this.open = true;
    };
    await press('ファイルから入れる');
    const input = page.get('input[type=file]');
    Object.defineProperty(input.element, 'files', { value: [new File([bytes], 'census.csv')] });
    await input.trigger('change');
    await shows('2行のうち2行を表示');
    await shows('「X」は数字ではないため入れません');
    await press('この数字を入れる');
    const typed = page.get('[aria-label="「製造業」の数字"]').element as HTMLInputElement;
    expect(typed.value).toBe('1200');
    expect((page.get('[aria-label="「建設業」の数字"]').element as HTMLInputElement).value).toBe('');
  });
});

it('a draft is what was saved, and what it comes to', () => {
  const fields = {
    title: '業種',
    trim: 4,
    population: 7500,
    base: 'sample' as const,
    margins: [
      { column: 'industry', source: '表', sourcedOn: '2026-06-01', invented: true, targets: { a: 10 } },
    ],
  };
  expect(readDraft(toDraft(fields))).toEqual({ fields });
  // A sample needs no figures.
  expect(readDraft({ ...toDraft(fields), margins: [] })).toEqual({ fields: { ...fields, margins: [] } });
  const wrong = readDraft({ ...toDraft({ ...fields, base: '' }), trim: '0.5', population: '1.5' });
  expect('faults' in wrong && [...wrong.faults]).toEqual([
    ['trim', 'trimTooLow'],
    ['population', 'notCount'],
  ]);
});

describe('of a sample drawn from a list', () => {
  const weights: SurveyWeights = {
    surveyId: 'wave',
    version: 2,
    computedAt: '2026-11-21T00:00:00.000Z',
    listName: '県内企業名簿',
    drawnAt: '2026-11-01T00:00:00.000Z',
    by: ['industry'],
    sampled: 400,
    answered: 39,
    eligibility: 0.95,
    classes: [
      { members: [{ industry: 'manufacturing' }], units: 300, answered: 30, factor: 9.5 },
      { members: [{ industry: 'construction' }, { industry: '' }], units: 100, answered: 9, factor: 10.5 },
    ],
    margins: { industry: { manufacturing: 700, construction: 300, unheardOf: 4 } },
    // The last of the makers has answered since.
    weights: Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => index)
        .filter((index) => index !== 29)
        .map((index) => [hashOfResponse(`r${index}`), index < 30 ? 4 : 6]),
    ),
  };
  const bring = (content: SurveyWeights[]): Promise<unknown> =>
    workspace.db.documents.put({ name: 'sample-weights', hash: 'w', content: content as never });

  it('begins from its weights and takes the figures of the list, and says who has none', async () => {
    await open();
    await bring([weights]);
    await shows('第2版');
    await shows('標本400社のうち回答39社（9.8%）');
    await shows('建設業 / 不明');
    await begin();
    await press('名簿の件数を入れる');
    const sourceField = page.findAll('input').map((input) => (input.element as HTMLInputElement).value);
    expect(sourceField).toEqual(expect.arrayContaining(['名簿「県内企業名簿」', '2026-11-01', '700', '300']));
    const box = page.findAll('label').find((each) => each.text().startsWith('標本の重みから始める'))!;
    await box.get('input').setValue(true);
    await press('保存する');
    await shows('標本の重み 第2版');
    await shows('標本の重みがない回答');
    const [saved] = await workspace.db.weightings.toArray();
    expect(saved!.fields).toMatchObject({
      base: 'sample',
      margins: [{ column: 'industry', targets: { manufacturing: 700, construction: 300 } }],
    });
  });

  it('is computed by the server, by the classes that are chosen', async () => {
    await open();
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      const path = String(url instanceof Request ? url.url : url);
      if (path.endsWith('/sample-weights') && init?.method === 'POST')
        return Response.json({ ...weights, weights: undefined, version: 3 });
      return Response.json({ documents: [] });
    });
    await shows('名簿から引いた標本の重み');
    await press('計算する');
    await eventually(() => expect(asked).toHaveBeenCalled());
    const [url, init] = asked.mock.calls[0]!;
    expect([String(url), init?.body]).toEqual([
      expect.stringContaining('/api/surveys/wave/sample-weights'),
      JSON.stringify({ by: ['industry', 'employees'] }),
    ]);
    asked.mockRestore();
  });

  it('is not spoken of where nothing may be tabulated by attributes', async () => {
    await open('coordinator');
    await shows('新しい重みを作る');
    expect(page.text()).not.toContain('名簿から引いた標本の重み');
  });
});
