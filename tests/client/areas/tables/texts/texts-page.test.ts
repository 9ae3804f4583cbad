// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import TextsPage from '#client/areas/tables/pages/TextsPage.vue';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import { textHashOf } from '#domain/tabulation/coding/text-hash.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey, readSurveyJson } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();
let workspace: Workspace;
let page: VueWrapper;

beforeEach(async () => {
  HTMLDialogElement.prototype.showModal ??= function () {
    this.open = true;
  };
  workspace = await openWorkspace({
    user: { id: 'kudo', name: '工藤', email: 'k@example.jp', role: 'manager', language: 'ja' },
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
  const written: [string, string | undefined, string?][] = [
    ['manufacturing', '人手が 足りない'],
    ['manufacturing', '人手が　足りない'],
    ['construction', '資材が高い', '測量機器の更新'],
    ['construction', undefined],
  ];
  for (const [index, [industry, detail, other]] of written.entries())
    await workspace.write('responses', `r${index}`, {
      surveyId: 'wave',
      questionnaireId: survey.id,
      questionnaireRevision: survey.revision,
      channel: 'visit',
      startedAt: '2026-11-20T05:00:00.000Z',
      submittedAt: '2026-11-20T05:30:00.000Z',
      disposition: 'complete',
      'answers/industry': industry,
      ...(detail && { 'answers/issues_detail': detail }),
      ...(other && { 'answers/issues.other': other }),
      'answers/contact_name': '八戸太郎',
    } as never);
});
afterEach(async () => {
  page.unmount();
  await workspace.db.delete();
  closeWorkspace();
});

async function open(): Promise<void> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['tables', 'texts'].map((name) => ({
      path: `/${name}`,
      name,
      component: name === 'texts' ? TextsPage : { template: '<p />' },
    })),
  });
  await router.push('/texts');
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router] }, attachTo: document.body });
  await flushPromises();
}

const plain = () => page.text().replace(/\s+/g, '');
const shows = (text: string) => eventually(() => expect(plain()).toContain(text.replace(/\s+/g, '')));
const texts = () => page.findAll('ul.card > li').map((row) => row.get('p').text());

async function press(text: string): Promise<void> {
  await page
    .findAll('button')
    .find((button) => button.text().includes(text))!
    .trigger('click');
  await flushPromises();
}

async function fill(label: string, value: string): Promise<void> {
  const find = () => page.findAll('label').find((each) => each.text().startsWith(label));
  await eventually(() => expect(find()).toBeDefined());
  await page.get(`[id="${find()!.attributes('for')!}"]`).setValue(value);
  await flushPromises();
}

async function makeFrame(): Promise<string> {
  await press('分類表を作る');
  await fill('分類表の名前', '困りごと');
  await fill('分類 1', '人手');
  await press('分類を追加');
  await fill('分類 2', '価格');
  await press('保存する');
  await shows('あなたが分類した文章 0 / 2');
  return (await workspace.db.codingFrames.toArray())[0]!.id;
}

describe('the page of answers in words', () => {
  it('shows the words that are on the device, equal ones once, and how many they are', async () => {
    await open();
    await fill('設問', 'issues_detail');
    await shows('この端末で読める回答 3件（提出された回答 4件 のうち）');
    expect(texts()).toEqual(['人手が 足りない', '資材が高い']);
    await shows('2社が同じ内容');
    await fill('設問', 'issues.other');
    await eventually(() => expect(texts()).toEqual(['測量機器の更新']));
    expect(plain()).not.toContain('八戸太郎');
  });

  it('finds words by what is in them and by who wrote them', async () => {
    await open();
    await fill('設問', 'issues_detail');
    await page.get('input[type=search]').setValue('資材');
    await eventually(() => expect(texts()).toEqual(['資材が高い']));
    await page.get('input[type=search]').setValue('');
    await fill('しぼり込み', 'industry');
    await fill('区分', 'manufacturing');
    await eventually(() => expect(texts()).toEqual(['人手が 足りない']));
    await shows('2件を表示');
  });

  it('sorts a text by touch and by keyboard, once for all who wrote it and without naming anybody', async () => {
    await open();
    await fill('設問', 'issues_detail');
    const frameId = await makeFrame();
    await page.get('ul.card input[type=checkbox]').setValue(true);
    await shows('あなたが分類した文章 1 / 2');
    await page.findAll('ul.card > li')[1]!.trigger('keydown', { key: '2' });
    await shows('あなたが分類した文章 2 / 2');
    const codings = (await workspace.db.codings.toArray()).map(({ fields }) => fields);
    expect(codings).toEqual([
      { frameId, textHash: textHashOf('人手が 足りない'), coder: 'kudo', categories: ['c1'] },
      { frameId, textHash: textHashOf('資材が高い'), coder: 'kudo', categories: ['c2'] },
    ]);
    const sent = JSON.stringify(
      (await workspace.db.outbox.toArray()).filter(({ change }) => change.collection === 'codings'),
    );
    for (const id of ['r0', 'r1', 'r2']) expect(sent).not.toContain(`"${id}"`);
  });

  it('shows how far two people agree, and has somebody settle what they sorted differently', async () => {
    await open();
    await fill('設問', 'issues_detail');
    const frameId = await makeFrame();
    const code = (text: string, coder: string, categories: string[]) =>
      workspace.write('codings', workspace.newId(), {
        frameId,
        textHash: textHashOf(text),
        coder,
        categories,
      });
    await shows('2人目が分類すると');
    await code('人手が 足りない', 'kudo', ['c1']);
    await code('人手が 足りない', 'sato', ['c1']);
    await code('資材が高い', 'kudo', ['c2']);
    await code('資材が高い', 'sato', ['c1']);
    // c1: both once, the second once more; κ = (1/2 − 1/2) / (1 − 1/2). c2: the same.
    await shows('人手 1 2 50.0 0.00');
    await fill('表示', 'disputed');
    await eventually(() => expect(texts()).toEqual(['資材が高い']));
    await shows('決めた分類');
    const settle = page.findAll('fieldset').find((group) => group.text().includes('決めた分類'))!;
    await settle.findAll('input[type=checkbox]')[1]!.setValue(true);
    await shows('条件に合う文章はありません');
    const settled = (await workspace.db.codings.toArray()).filter(({ fields }) => fields.settled);
    expect(settled.map(({ fields }) => fields.categories)).toEqual([['c2']]);
  });
});
