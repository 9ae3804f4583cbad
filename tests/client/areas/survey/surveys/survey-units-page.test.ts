// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/surveys-api.ts';
import SurveyPage from '#client/areas/survey/pages/SurveyPage.vue';
import SurveyUnitsPage from '#client/areas/survey/pages/SurveyUnitsPage.vue';
import type { Invitation, InvitationBatch, SurveyUnit } from '#protocol/surveys.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import { SURVEY } from './survey-summary.ts';

vi.mock('#client/api/surveys-api.ts');
vi.mock('#client/api/fieldwork-api.ts');
const server = vi.mocked(api);

const unit = (
  accountId: string,
  state: SurveyUnit['state'],
  given: Partial<SurveyUnit> = {},
): SurveyUnit => ({
  accountId,
  state,
  outcome: null,
  outcomeOn: null,
  issuedOn: '2020-11-02',
  openedOn: null,
  answeredOn: null,
  channel: null,
  ...given,
});
const UNITS = [
  unit('asked', 'asked'),
  unit('opened', 'opened', { openedOn: '2020-11-03' }),
  unit('answered', 'answered', { openedOn: '2020-11-03', answeredOn: '2020-11-04', channel: 'link' }),
  unit('interviewed', 'answered', { issuedOn: null, channel: 'visit' }),
];
const NAMES = {
  asked: '青森水産',
  opened: '弘前木工',
  answered: '八戸製作所',
  interviewed: '三沢商店',
  new1: '十和田農園',
  new2: 'むつ建設',
  put_aside: '廃業した店',
};

const invitation = (accountId: string, given: Partial<Invitation> = {}): Invitation => {
  const code = `CODE-${accountId}`;
  const link = `https://banso.example/s/${code}`;
  const openedAt = accountId === 'opened' ? '2026-11-20T01:30:00.000Z' : null;
  return {
    id: `i-${accountId}`,
    surveyId: 'wave-1',
    accountId,
    code,
    link,
    generation: 1,
    issuedAt: '2026-11-20T01:00:00.000Z',
    openedAt,
    answeredAt: null,
    ...given,
  };
};
const batch = (accountIds: string[], given: Partial<InvitationBatch> = {}): InvitationBatch => ({
  invitations: accountIds.map((id) => invitation(id)),
  issued: accountIds.length,
  skipped: [],
  ...given,
});

let desk: Desk;
let saved: { name: string; text: string }[];
beforeEach(async () => {
  vi.resetAllMocks();
  server.listSurveys.mockResolvedValue({ surveys: [SURVEY], revisions: [] });
  server.listUnits.mockResolvedValue(UNITS);
  server.issueInvitations.mockImplementation((_survey, accountIds) => Promise.resolve(batch(accountIds)));
  server.readInvitations.mockImplementation((_survey, accountIds) =>
    Promise.resolve(batch(accountIds, { issued: 0 })),
  );
  desk = await openDesk();
  desk.workspace.session.user.role = 'office';
  for (const [id, name] of Object.entries(NAMES)) {
    await desk.workspace.write('accounts', id, {
      name,
      address: '本町1-2',
      postalCode: '0300801',
      ...(id === 'put_aside' && { status: 'archived' as const }),
    });
  }
  saved = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: '' });
  });
  vi.spyOn(globalThis.URL, 'createObjectURL').mockImplementation((blob) => {
    void (blob as Blob).text().then((text) => saved.at(-1) && (saved.at(-1)!.text = text));
    return 'blob:file';
  });
});
afterEach(async () => {
  desk.workspace.session.user.role = 'coordinator';
  await desk.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const buttonOf = (page: VueWrapper, label: string) =>
  page.findAll('button').find((one) => one.text().includes(label));
const names = (page: VueWrapper): string[] =>
  page
    .findAll('[data-row]')
    .map((row) => row.get('.font-bold').text())
    .toSorted();
const rowOf = (page: VueWrapper, name: string): string =>
  page
    .findAll('[data-row]')
    .find((row) => row.text().includes(name))!
    .text();
const choiceOf = (page: VueWrapper, label: string) =>
  page.findAll('label').find((one) => one.text().startsWith(label))!;

async function open(address = '/surveys/wave-1/units'): Promise<VueWrapper> {
  const page = await desk.open(SurveyUnitsPage, address, { id: 'wave-1' });
  await eventually(() => expect(page.findAll('[data-row]').length).toBeGreaterThan(0));
  return page;
}

async function press(page: VueWrapper, ...labels: string[]): Promise<void> {
  for (const label of labels) await buttonOf(page, label)!.trigger('click');
}

describe('a survey’s companies', () => {
  it('each say how far they have come, and since when or by which way', async () => {
    const page = await open();
    expect(rowOf(page, '青森水産')).toMatch(/依頼済み.*11月2日/);
    expect(rowOf(page, '弘前木工')).toMatch(/開いた.*11月3日/);
    expect(rowOf(page, '八戸製作所')).toMatch(/回答済み.*11月4日/);
    expect(rowOf(page, '三沢商店')).toMatch(/回答済み.*訪問の聞き取り/);
    expect(rowOf(page, '十和田農園')).toContain('未依頼');
    expect(page.findAll('legend, label').map((one) => one.text())).toEqual(
      expect.arrayContaining(['すべて 6', '未依頼 2', '依頼済み（未開封） 1', '開いた 1', '回答済み 2']),
    );
  });

  it('are narrowed to a state, which the address keeps and brings back', async () => {
    const page = await open();
    await choiceOf(page, '回答済み').get('input').setValue();
    expect(names(page)).toEqual(['三沢商店', '八戸製作所']);
    await page.get('[data-row] a').trigger('click');
    await eventually(() => expect(desk.router.currentRoute.value.name).toBe('account'));
    const again = await open('/surveys/wave-1/units?state=notAsked&q=むつ');
    expect(names(again)).toEqual(['むつ建設']);
    expect(choiceOf(again, '未依頼').text()).toBe('未依頼 1');
  });

  it('lead to their own pages', async () => {
    const page = await open('/surveys/wave-1/units?q=弘前');
    expect(page.get('[data-row] a').attributes('href')).toBe('/accounts/opened');
  });

  it('cannot be told of without a network, and come when there is one', async () => {
    server.listUnits.mockRejectedValueOnce(new Unreachable());
    const page = await desk.open(SurveyUnitsPage, '/surveys/wave-1/units', { id: 'wave-1' });
    await eventually(() => expect(page.text()).toContain('サーバーにつながりません'));
    expect(buttonOf(page, 'CSVで保存')).toBeUndefined();
    await press(page, 'もう一度試す');
    await eventually(() => expect(names(page)).toHaveLength(6));
  });

  it('are none of a survey that is not known', async () => {
    const page = await desk.open(SurveyUnitsPage, '/surveys/gone/units', { id: 'gone' });
    await eventually(() => expect(page.text()).toContain('この調査は見つかりません'));
  });

  it('are looked at by a coordinator, who issues codes one by one', async () => {
    desk.workspace.session.user.role = 'coordinator';
    const page = await open();
    for (const label of ['依頼コードを出す', '手紙を印刷', 'CSVで保存'])
      expect(buttonOf(page, label), label).toBeUndefined();
  });

  it.each([
    ['office', 1],
    ['coordinator', 1],
    ['manager', 0],
  ] as const)('are reached from the survey by %s: %i link', async (role, count) => {
    desk.workspace.session.user.role = role;
    const page = await desk.open(SurveyPage, '/surveys/wave-1', { id: 'wave-1' });
    await eventually(() => expect(page.find('iframe').exists()).toBe(true));
    expect(page.findAll('a[href="/surveys/wave-1/units"]')).toHaveLength(count);
  });
});

describe('codes for the companies shown', () => {
  it('are issued to those that have none, after asking, and change their state', async () => {
    const page = await open();
    await press(page, 'この2社に依頼コードを出す');
    expect(server.issueInvitations).not.toHaveBeenCalled();
    expect(page.get('dialog[open]').text()).toContain('まだ依頼していない2社に');
    await press(page, '2社に出す');
    await eventually(() => expect(page.text()).toContain('2社に依頼コードを出しました。'));
    expect(server.issueInvitations.mock.calls.map(([surveyId, ids]) => [surveyId, ids.toSorted()])).toEqual([
      ['wave-1', ['new1', 'new2']],
    ]);
    expect(rowOf(page, 'むつ建設')).toContain('依頼済み');
    expect(choiceOf(page, '未依頼').text()).toBe('未依頼 0');
    expect(buttonOf(page, '依頼コードを出す')).toBeUndefined();
  });

  it('never go to an archived company, also when it is shown', async () => {
    const page = await open('/surveys/wave-1/units?archived=1&state=notAsked');
    expect(names(page)).toEqual(['むつ建設', '十和田農園', '廃業した店'].toSorted());
    expect(buttonOf(page, 'この2社に依頼コードを出す')).toBeDefined();
  });

  it('say who could not be asked, and who had one already', async () => {
    server.issueInvitations.mockResolvedValue({
      invitations: [invitation('new1')],
      issued: 0,
      skipped: ['new2'],
    });
    const page = await open();
    await press(page, 'この2社に', '2社に出す');
    await eventually(() => expect(page.text()).toContain('新しく出した依頼コードはありません。'));
    expect(page.text()).toContain('1社には、すでにコードがありました。');
    expect(page.text()).toContain('1社は、統合・保管・削除された企業のため出していません。');
  });

  it('are none for a survey that is closed', async () => {
    server.listSurveys.mockResolvedValue({
      surveys: [{ ...SURVEY, status: 'closed', state: 'closed' }],
      revisions: [],
    });
    const page = await open();
    expect(page.text()).toContain('締め切られた調査です');
    expect(buttonOf(page, '依頼コードを出す')).toBeUndefined();
    expect(buttonOf(page, 'CSVで保存')).toBeDefined();
  });

  it('say so when the survey was closed meanwhile', async () => {
    server.issueInvitations.mockRejectedValue(
      new ApiProblem('survey-closed', 'この調査は締め切られました', 410),
    );
    const page = await open();
    await press(page, 'この2社に', '2社に出す');
    await eventually(() => expect(page.text()).toContain('この調査は締め切られました'));
    expect(page.text()).toContain('新しく出した依頼コードはありません。');
  });

  describe('of many', () => {
    beforeEach(async () => {
      const many = Array.from({ length: 600 }, (_, index) => ({
        id: `many${index}`,
        fields: { name: `多くの会社${index}`, address: '本町1-2' },
      }));
      await desk.workspace.writeMany('accounts', { added: many, edited: [] });
    });

    it('come in requests of 250, are followed, and can be stopped and gone on with', async () => {
      let answerSecond: (() => void) | undefined;
      server.issueInvitations.mockImplementation(async (_survey, ids) => {
        if (server.issueInvitations.mock.calls.length === 2)
          await new Promise<void>((resolve) => (answerSecond = resolve));
        return batch(ids);
      });
      const page = await open('/surveys/wave-1/units?q=多くの会社');
      await press(page, 'この600社に', '600社に出す');
      await eventually(() => expect(page.get('[role=progressbar]').attributes('aria-valuenow')).toBe('250'));
      expect(page.text()).toContain('250 / 600社');
      await press(page, '中止する');
      answerSecond!();
      await eventually(() => expect(page.text()).toContain('中止しました。'));
      expect(page.text()).toContain('500社に依頼コードを出しました。');
      expect(page.text()).toContain('残りの100社には、もう一度押すと続きから出せます。');

      await press(page, 'この100社に', '100社に出す');
      await eventually(() => expect(page.text()).toContain('100社に依頼コードを出しました。'));
      const asked = server.issueInvitations.mock.calls.flatMap(([, ids]) => ids);
      expect(server.issueInvitations.mock.calls.map(([, ids]) => ids.length)).toEqual([250, 250, 100]);
      expect(new Set(asked).size).toBe(600);
    });

    it('stay issued when the network goes, and the rest follows', async () => {
      server.issueInvitations.mockImplementationOnce((_survey, ids) => Promise.resolve(batch(ids)));
      server.issueInvitations.mockRejectedValueOnce(new Unreachable());
      const page = await open('/surveys/wave-1/units?q=多くの会社');
      await press(page, 'この600社に', '600社に出す');
      await eventually(() => expect(page.text()).toContain('サーバーにつながりません。'));
      expect(page.text()).toContain('250社に依頼コードを出しました。');
      expect(buttonOf(page, 'この350社に依頼コードを出す')).toBeDefined();
    });
  });
});

describe('what became of a company', () => {
  it('is noted for one of those shown, which then stands in the list', async () => {
    const page = await open('/surveys/wave-1/units?q=青森水産');
    server.listUnits.mockResolvedValue([
      unit('asked', 'stopped', { outcome: 'undeliverable', outcomeOn: '2020-11-05' }),
    ]);
    await press(page, '結果を記録');
    const selects = page.findAll('dialog[open] select');
    expect((selects[0]!.element as HTMLSelectElement).value).toBe('asked');
    await selects[1]!.setValue('undeliverable');
    await press(page, '記録する');
    await eventually(() => expect(rowOf(page, '青森水産')).toContain('送付終了'));
    expect(server.noteOutcome).toHaveBeenCalledWith(
      'wave-1',
      'asked',
      expect.objectContaining({
        outcome: 'undeliverable',
        on: expect.stringMatching(/^20\d\d-/),
        detail: '',
      }),
    );
    expect(rowOf(page, '青森水産')).toContain('宛先不明で戻った');
  });

  it('stays on the screen where the server cannot be reached', async () => {
    server.noteOutcome.mockRejectedValue(new Unreachable());
    const page = await open('/surveys/wave-1/units?q=青森水産');
    await press(page, '結果を記録');
    await page.findAll('dialog[open] select')[1]!.setValue('refusal');
    await press(page, '記録する');
    await eventually(() => expect(page.get('dialog[open]').text()).toContain('サーバーにつながりません'));
  });
});

describe('the file', () => {
  it('has the companies shown, with the codes of those who can still answer, safe for spreadsheets', async () => {
    await desk.workspace.write('accounts', 'asked', { name: '=HYPERLINK("x")青森' });
    const page = await open();
    await press(page, 'CSVで保存');
    await eventually(() => expect(saved[0]?.text).toContain('企業名'));
    expect(server.readInvitations.mock.calls.map(([, ids]) => ids.toSorted())).toEqual([['asked', 'opened']]);
    expect(saved[0]!.name).toMatch(/^対象企業_.+_\d{4}-\d{2}-\d{2}_\d{6}\.csv$/);
    const lines = saved[0]!.text.replace('\ufeff', '').trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      '企業名,市町村,状態,コード,リンク,依頼日,開いた日,回答日,回答の経路,記録,記録日,対象ID',
    );
    expect(lines.slice(1).toSorted()).toEqual(
      [
        `"'=HYPERLINK(""x"")青森",,依頼済み,CODE-asked,https://banso.example/s/CODE-asked,2026-11-20,,,,,,asked`,
        '弘前木工,,開いた,CODE-opened,https://banso.example/s/CODE-opened,2026-11-20,2026-11-20,,,,,opened',
        '八戸製作所,,回答済み,,,2020-11-02,2020-11-03,2020-11-04,コードの回答ページ,,,answered',
        '三沢商店,,回答済み,,,,,,訪問の聞き取り,,,interviewed',
        '十和田農園,,未依頼,,,,,,,,,',
        'むつ建設,,未依頼,,,,,,,,,',
      ].toSorted(),
    );
  });

  it('is not saved when the network goes, and the page says so', async () => {
    server.readInvitations.mockRejectedValue(new Unreachable());
    const page = await open();
    await press(page, 'CSVで保存');
    await eventually(() => expect(page.text()).toContain('ファイルは保存していません。'));
    expect(saved).toEqual([]);
  });
});
