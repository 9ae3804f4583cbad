// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { addDays, tokyoDate } from '#domain/canonical/dates.ts';
import { revisionDocumentName, type DeviceSurvey, type SurveyDocument } from '#protocol/documents.ts';
import { beginResponse } from '#client/areas/survey/features/interview/begin-response.ts';
import InterviewPage from '#client/areas/survey/pages/InterviewPage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountPage, openFieldDay, press } from '#tests/client/areas/field/visits/field-day.ts';

enableAutoUnmount(afterEach);

const questionnaire = readSurvey();
const inDays = (days: number): string => addDays(tokyoDate(new Date().toISOString()), days);
const survey = (id: string, more: Partial<DeviceSurvey> = {}): DeviceSurvey => ({
  id,
  title: { ja: `調査${id}`, en: id },
  questionnaireId: questionnaire.id,
  questionnaireRevision: questionnaire.revision,
  startsOn: inDays(-20),
  endsOn: inDays(20),
  status: 'open',
  ...more,
});

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

const give = (document: SurveyDocument) =>
  workspace.db.documents.put({ name: 'survey', hash: 'new', content: document as unknown as Json });
const open = async (query = '') =>
  (await mountPage('interview', InterviewPage, `/visits/visit/interview${query}`)).view;
const responses = async () => (await workspace.db.responses.toArray()).map(({ fields }) => fields);

describe('before an interview', () => {
  it('the survey and its period are named', async () => {
    await give(survey('A', { startsOn: '2020-04-01', endsOn: null }));
    const view = await open();
    await eventually(() => expect(view.text()).toContain('調査A'));
    expect(view.text()).toContain('調査期間: 2020年4月1日（水）から');
    await eventually(() => expect(view.text()).toContain('所要時間は5分ほど'));
  });

  it.each([
    ['closed by the office', survey('A', { status: 'closed' }), 'この調査は締め切られています'],
    ['past its last day', survey('A', { endsOn: inDays(-3) }), 'この調査の期間は終わっています'],
    ['not begun yet', survey('A', { startsOn: inDays(3) }), 'この調査はまだ始まっていません'],
  ])('a survey %s is said to be, and begun only by a second tap', async (_how, document, words) => {
    await give(document);
    const view = await open();
    await eventually(() => expect(view.text()).toContain(words));
    await press(view, '期間外だが始める');
    expect(await responses()).toEqual([]);
    await press(view, 'もう一度押すと始めます');
    await eventually(async () => expect(await responses()).toMatchObject([{ surveyId: 'A' }]));
  });

  it('several open ones are a choice, and none is taken by itself', async () => {
    const revised = {
      ...questionnaire,
      revision: 9,
      introduction: { ja: '二つ目の調査の前書き', en: 'Second' },
    };
    await workspace.db.documents.put({
      name: revisionDocumentName(questionnaire.id, 9),
      hash: 'r',
      content: revised as unknown as Json,
    });
    await give({ ...survey('A'), others: [survey('B', { questionnaireRevision: 9 })] });
    const view = await open();
    await eventually(() => expect(view.text()).toContain('どの調査の聞き取りですか'));
    await press(view, '始める');
    await eventually(() => expect(view.text()).toContain('どの調査の聞き取りかを選んでください'));
    expect(await responses()).toEqual([]);
    await view.get('input[value=B]').trigger('change');
    await eventually(() => expect(view.text()).toContain('二つ目の調査の前書き'));
    await press(view, '始める');
    await eventually(async () =>
      expect(await responses()).toMatchObject([{ surveyId: 'B', questionnaireRevision: 9 }]),
    );
  });
});

it.each([
  ['over', survey('A', { status: 'closed' })],
  ['no more among what can be answered', survey('B')],
])(
  'an interview under way whose survey is %s says so at its end, and can be submitted',
  async (_how, document) => {
    await give(survey('A'));
    await beginResponse(workspace, 'visit', 'A');
    await give(document);
    const view = await open('?view=review');
    await eventually(() => expect(view.text()).toContain('この調査は終わっています'));
    await press(view, '提出する');
    await eventually(async () => expect((await responses())[0]?.submittedAt).toBeDefined());
  },
);
