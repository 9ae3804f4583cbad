// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/surveys-api.ts';
import SurveyPage from '#client/areas/survey/pages/SurveyPage.vue';
import SurveysPage from '#client/areas/survey/pages/SurveysPage.vue';
import type { SurveyList } from '#protocol/surveys.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import { SURVEY } from './survey-summary.ts';

vi.mock('#client/api/surveys-api.ts');
const server = vi.mocked(api);

const LIST: SurveyList = {
  surveys: [
    {
      ...SURVEY,
      invitations: { issued: 120, opened: 80, answered: 41 },
      responses: [
        { channel: 'link', disposition: 'complete', count: 38 },
        { channel: 'link', disposition: 'duplicate', count: 3 },
        { channel: 'visit', disposition: 'complete', count: 12 },
        { channel: 'visit', disposition: 'partial', count: 1 },
        { channel: 'paper', disposition: 'refusal', count: 2 },
      ],
    },
    {
      ...SURVEY,
      id: 'wave-2',
      title: { ja: '次の調査', en: 'Next' },
      status: 'planned',
      state: 'notYetOpen',
    },
  ],
  revisions: [
    { questionnaireId: 'aomori', revision: 1, title: { ja: '経営課題調査', en: 'Issues' } },
    { questionnaireId: 'aomori', revision: 2, title: { ja: '経営課題調査', en: 'Issues' } },
    { questionnaireId: 'other', revision: 1, title: { ja: '別の調査票', en: 'Another' } },
  ],
};

let desk: Desk;
beforeEach(async () => {
  vi.resetAllMocks();
  server.listSurveys.mockResolvedValue(LIST);
  desk = await openDesk();
  desk.workspace.session.user.role = 'office';
});
afterEach(async () => {
  desk.workspace.session.user.role = 'coordinator';
  await desk.close();
});

const buttonOf = (page: VueWrapper, label: string) =>
  page.findAll('button').find((one) => one.text().includes(label));
const fieldOf = (page: VueWrapper, label: string) => {
  const found = page.findAll('label').find((each) => each.text().startsWith(label))!;
  return page.get<HTMLInputElement>(`#${CSS.escape(found.attributes('for')!)}`);
};
async function twice(page: VueWrapper, label: string, again: string): Promise<void> {
  await buttonOf(page, label)!.trigger('click');
  await buttonOf(page, again)!.trigger('click');
}

describe('the list of surveys', () => {
  it('tells the state of each, how many were asked and answered, and what is to be settled; the newest first', async () => {
    const page = await desk.open(SurveysPage, '/surveys');
    await eventually(() => expect(page.findAll('ul li')).toHaveLength(2));
    const [first, second] = page.findAll('ul li').map((row) => row.text());
    expect(first).toContain('開始前');
    expect(second).toContain('受付中');
    expect(second).toContain('依頼 120社');
    expect(second).toContain('回答 51件');
    expect(second).toContain('重複 3件');
  });

  it('plans a survey, asking for what is missing first', async () => {
    server.createSurvey.mockResolvedValue({ ...SURVEY, id: 'wave-3' });
    const page = await desk.open(SurveysPage, '/surveys');
    await eventually(() => expect(buttonOf(page, '調査をつくる')).toBeDefined());
    await buttonOf(page, '調査をつくる')!.trigger('click');
    await fieldOf(page, '調査の名前').setValue('令和9年度 企業調査');
    await page.get('form').trigger('submit');
    expect(page.text()).toContain('調査票を選んでください');
    expect(server.createSurvey).not.toHaveBeenCalled();

    await fieldOf(page, '調査の名前（英語）').setValue('Survey of 2027');
    await page.get('select').setValue('aomori@2');
    await fieldOf(page, '始まりの日').setValue('2027-06-01');
    await fieldOf(page, '終わりの日').setValue('2027-05-01');
    await page.get('form').trigger('submit');
    expect(page.text()).toContain('終わりの日が始まりの日より前です');
    await fieldOf(page, '終わりの日').setValue('2027-07-31');
    await page.get('form').trigger('submit');
    await eventually(() => expect(desk.router.currentRoute.value.path).toBe('/surveys/wave-3'));
    expect(server.createSurvey).toHaveBeenCalledWith({
      title: { ja: '令和9年度 企業調査', en: 'Survey of 2027' },
      questionnaireId: 'aomori',
      questionnaireRevision: 2,
      startsOn: '2027-06-01',
      endsOn: '2027-07-31',
    });
  });

  it('plans a survey without an English name, which then has the Japanese one', async () => {
    server.createSurvey.mockResolvedValue({ ...SURVEY, id: 'wave-3' });
    const page = await desk.open(SurveysPage, '/surveys');
    await eventually(() => expect(buttonOf(page, '調査をつくる')).toBeDefined());
    await buttonOf(page, '調査をつくる')!.trigger('click');
    await fieldOf(page, '調査の名前').setValue('令和9年度 企業調査');
    await page.get('select').setValue('aomori@2');
    await page.get('form').trigger('submit');
    await eventually(() => expect(server.createSurvey).toHaveBeenCalled());
    expect(server.createSurvey.mock.lastCall?.[0]).toMatchObject({
      title: { ja: '令和9年度 企業調査', en: '令和9年度 企業調査' },
    });
  });

  it('is read only for a coordinator', async () => {
    desk.workspace.session.user.role = 'coordinator';
    const page = await desk.open(SurveysPage, '/surveys');
    await eventually(() => expect(page.findAll('ul li')).toHaveLength(2));
    expect(buttonOf(page, '調査をつくる')).toBeUndefined();
  });

  it('says that counting needs a connection, and comes when there is one', async () => {
    server.listSurveys.mockRejectedValueOnce(new Unreachable());
    const page = await desk.open(SurveysPage, '/surveys');
    await eventually(() => expect(page.text()).toContain('サーバーにつながりません'));
    await buttonOf(page, 'もう一度試す')!.trigger('click');
    await eventually(() => expect(page.findAll('ul li')).toHaveLength(2));
  });
});

describe('a survey', () => {
  async function open(id = 'wave-1'): Promise<VueWrapper> {
    const page = await desk.open(SurveyPage, `/surveys/${id}`, { id });
    await eventually(() => expect(page.find('iframe').exists()).toBe(true));
    return page;
  }

  it('counts what came in by which way', async () => {
    const page = await open();
    const rows = page.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()));
    expect(rows).toEqual([
      ['訪問の聞き取り', '12', '1', '0', '0', '0'],
      ['コードの回答ページ', '38', '0', '0', '3', '0'],
      ['紙の調査票', '0', '0', '0', '0', '2'],
    ]);
    expect(page.text()).toContain('経営課題調査（第1版）');
  });

  it('is closed at the second tap, and may be opened again', async () => {
    server.updateSurvey.mockResolvedValue({ ...SURVEY, status: 'closed', state: 'closed', revision: 2 });
    const page = await open();
    await buttonOf(page, '受付を締め切る')!.trigger('click');
    expect(server.updateSurvey).not.toHaveBeenCalled();
    await buttonOf(page, 'もう一度押すと、回答できなくなります')!.trigger('click');
    await eventually(() => expect(buttonOf(page, 'もう一度受け付ける')).toBeDefined());
    expect(server.updateSurvey).toHaveBeenCalledWith('wave-1', { revision: 1, status: 'closed' });
    await twice(page, 'もう一度受け付ける', '受付を再開します');
    expect(server.updateSurvey).toHaveBeenLastCalledWith('wave-1', { revision: 2, status: 'open' });
  });

  it('shows a colleague’s change before anything is sent again', async () => {
    const page = await open();
    server.updateSurvey.mockRejectedValue(
      new ApiProblem('survey-changed', 'ほかの人がこの調査を変えました', 409),
    );
    server.listSurveys.mockResolvedValue({
      ...LIST,
      surveys: [{ ...SURVEY, title: { ja: '改題した調査', en: 'Renamed' }, revision: 5 }],
    });
    await twice(page, '受付を締め切る', 'もう一度押すと');
    await eventually(() => expect(page.text()).toContain('ほかの人がこの調査を変えました'));
    expect(page.get('h1').text()).toBe('改題した調査');
  });

  it('changes name and revision within its questionnaire', async () => {
    server.updateSurvey.mockResolvedValue({ ...SURVEY, questionnaireRevision: 2, revision: 2 });
    const page = await open();
    await buttonOf(page, '内容を変える')!.trigger('click');
    expect(page.findAll('option').map((option) => option.text())).not.toContain('別の調査票（第1版）');
    await page.get('select').setValue('aomori@2');
    await page.get('form').trigger('submit');
    await eventually(() => expect(page.text()).toContain('経営課題調査（第2版）'));
    expect(server.updateSurvey).toHaveBeenCalledWith('wave-1', {
      revision: 1,
      title: SURVEY.title,
      questionnaireRevision: 2,
      startsOn: '2020-01-01',
      endsOn: null,
    });
  });

  it('opens a link for everyone, renews it and takes it away', async () => {
    const link = 'https://banso.example/s/open/EVERYONE';
    server.renewSurveyLink.mockResolvedValueOnce({ ...SURVEY, openLink: link, revision: 2 });
    server.renewSurveyLink.mockResolvedValueOnce({ ...SURVEY, openLink: `${link}2`, revision: 3 });
    server.removeOpenLink.mockResolvedValue({ ...SURVEY, revision: 4 });
    const page = await open();
    await buttonOf(page, '公開リンクをつくる')!.trigger('click');
    await eventually(() => expect(page.text()).toContain(link));
    await twice(page, '新しいリンクにする', '前のリンクは使えなくなります');
    await eventually(() => expect(page.text()).toContain(`${link}2`));
    expect(server.renewSurveyLink).toHaveBeenLastCalledWith('wave-1', 'open', 2);
    await twice(page, '公開をやめる', 'もう一度押すと公開をやめます');
    await eventually(() => expect(page.text()).not.toContain(link));
    expect(server.removeOpenLink).toHaveBeenCalledWith('wave-1', 3);
  });

  it('previews the page on a phone, by the path alone', async () => {
    const page = await open();
    expect(page.get('iframe').attributes('src')).toBe('/s/test/TRIAL');
    expect(page.get('iframe').attributes('title')).toContain('令和8年度 企業調査');
  });

  it('lets readers look and share, not change', async () => {
    desk.workspace.session.user.role = 'manager';
    const page = await open();
    for (const label of ['内容を変える', '受付を締め切る', '公開リンクをつくる', '新しい試用リンクにする'])
      expect(buttonOf(page, label), label).toBeUndefined();
    expect(page.findAll('tbody tr')).toHaveLength(3);
  });

  it('says when there is no such survey', async () => {
    const page = await desk.open(SurveyPage, '/surveys/gone', { id: 'gone' });
    await eventually(() => expect(page.text()).toContain('この調査は見つかりません'));
  });
});
