// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from '#client/api/catalogue-api.ts';
import * as documents from '#client/api/documents-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import IssueLinksPage from '#client/areas/catalogue/pages/IssueLinksPage.vue';
import { closeWorkspace } from '#client/records/workspace.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { useToasts } from '#ui/toasts.ts';
import { eventually } from '#tests/support/eventually.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';
import { openOffice, openPage, press, type } from './office.ts';

vi.mock('#client/api/catalogue-api.ts');
vi.mock('#client/api/documents-api.ts');
const server = vi.mocked(api);
const published = parseReport(report);
const LINK: IssueProgrammeLink = {
  issue: 'labour',
  programme: 'p019',
  weight: 2,
  quotation: '就職ガイダンスを開催した',
};
const BROKEN: IssueProgrammeLink = {
  issue: 'labour',
  programme: 'p020',
  weight: 3,
  quotation: 'どこにもないことば',
};

let view: VueWrapper;
beforeEach(async () => {
  vi.resetAllMocks();
  await openOffice(published);
  vi.mocked(documents.listDocuments).mockResolvedValue([
    { name: 'catalogue-2013', hash: 'c', sizeBytes: 1 },
    { name: 'questionnaire', hash: 'q', sizeBytes: 1 },
  ]);
  server.fetchIssueLinks.mockResolvedValue({ revision: 3, links: [LINK, BROKEN] });
  server.putIssueLinks.mockImplementation((links, revision) =>
    Promise.resolve({ revision: revision + 1, links: [...links] }),
  );
});
afterEach(() => {
  view.unmount();
  closeWorkspace();
});

async function open(): Promise<void> {
  ({ view } = await openPage('upkeep-links', IssueLinksPage, '/upkeep/issue-links'));
  await eventually(() => expect(view.text()).toContain('就職ガイダンス開催費'));
}
async function submit(): Promise<void> {
  await view.get('dialog form').trigger('submit');
  await flushPromises();
}

it('shows each issue’s programmes with the words they rest on, and which words no longer stand there', async () => {
  await open();
  await eventually(() => expect(view.text()).toContain('雇用・労務'));
  const rows = view.findAll('li').map((row) => row.text());
  expect(rows[0]).toContain('引用が個票と合いません');
  expect(rows[1]).toContain('「就職ガイダンスを開催した」');
  expect(rows[1]).toContain('強さ 2');
});

it('accepts a quotation only when it stands on the sheet, and says where', async () => {
  await open();
  await press(view, '「販路開拓・市場設定」に施策をつなぐ');
  await submit();
  expect(view.text()).toContain('施策を選んでください');
  expect(view.text()).toContain('強さを選んでください');
  await type(view, '施策', 'p019');
  await view.findAll('dialog input[type=radio]')[0]!.setValue(true);
  await type(view, '個票の引用', '企業との面接の場');
  expect(view.text()).toContain('このことばは個票にそのままありません');
  await submit();
  expect(server.putIssueLinks).not.toHaveBeenCalled();
  await type(view, '個票の引用', '県内企業との面談の場');
  expect(view.text()).toContain('「事業内容」にあります');
  await submit();
  expect(server.putIssueLinks).toHaveBeenCalledWith(
    [LINK, BROKEN, { issue: 'sales', programme: 'p019', weight: 3, quotation: '県内企業との面談の場' }],
    3,
  );
});

it('does not link a programme twice to one issue', async () => {
  await open();
  await press(view, '「雇用・労務」に施策をつなぐ');
  await type(view, '施策', 'p019');
  expect(view.text()).toContain('この課題にはもうつながっています');
});

it('makes its one change on somebody else’s newer list', async () => {
  const theirs: IssueProgrammeLink = { ...LINK, issue: 'startup' };
  server.putIssueLinks.mockRejectedValueOnce(new ApiProblem('issue-links-changed', '変わりました', 409));
  await open();
  server.fetchIssueLinks.mockResolvedValue({ revision: 7, links: [LINK, BROKEN, theirs] });
  await press(view, 'とのつながりを消す');
  expect(server.putIssueLinks).toHaveBeenLastCalledWith([LINK, theirs], 7);
  await useToasts().toasts.value.at(-1)!.undo!();
  expect(server.putIssueLinks).toHaveBeenLastCalledWith([LINK, theirs, BROKEN], 8);
});

it('keeps what was typed when the server cannot be reached', async () => {
  await open();
  await press(view, '就職ガイダンス開催費');
  await type(view, '個票の引用', '県内企業との面談の場');
  server.putIssueLinks.mockRejectedValue(new Unreachable());
  await submit();
  expect(view.get('dialog').text()).toContain('入力した内容はこの端末に残っています');
  view.unmount();
  await open();
  await press(view, '就職ガイダンス開催費');
  expect(view.get<HTMLTextAreaElement>('dialog textarea').element.value).toBe('県内企業との面談の場');
  await press(view, '入力を捨てる');
  expect(view.get<HTMLTextAreaElement>('dialog textarea').element.value).toBe(LINK.quotation);
});

it('does not put an edit over somebody else’s edit of the very same link, nor when it is opened again', async () => {
  const theirs: IssueProgrammeLink = { ...LINK, weight: 3 };
  server.putIssueLinks.mockRejectedValueOnce(new ApiProblem('issue-links-changed', '変わりました', 409));
  await open();
  await press(view, '就職ガイダンス開催費');
  await type(view, '個票の引用', '県内企業との面談の場');
  server.fetchIssueLinks.mockResolvedValue({ revision: 7, links: [theirs, BROKEN] });
  await submit();
  expect(view.get('dialog').text()).toContain('ほかの人がこのつながりを先に変えました');
  view.unmount();
  await open();
  await press(view, '就職ガイダンス開催費');
  await eventually(() =>
    expect(view.get<HTMLTextAreaElement>('dialog textarea').element.value).toBe('県内企業との面談の場'),
  );
  await submit();
  expect(view.get('dialog').text()).toContain('ほかの人がこのつながりを先に変えました');
  expect(server.putIssueLinks).toHaveBeenCalledTimes(1);
  await press(view, '入力を捨てる');
  await type(view, '個票の引用', '県内企業との面談の場');
  await submit();
  expect(server.putIssueLinks).toHaveBeenLastCalledWith(
    [BROKEN, { ...theirs, quotation: '県内企業との面談の場' }],
    7,
  );
});

describe('when somebody else has changed the same link', () => {
  async function beOvertaken(theirs: readonly IssueProgrammeLink[]): Promise<void> {
    server.putIssueLinks.mockRejectedValueOnce(new ApiProblem('issue-links-changed', '変わりました', 409));
    await open();
    await press(view, '就職ガイダンス開催費');
    await type(view, '個票の引用', '県内企業との面談の場');
    server.fetchIssueLinks.mockResolvedValue({ revision: 7, links: [...theirs, BROKEN] });
    await submit();
  }
  const mine = { ...LINK, quotation: '県内企業との面談の場' };

  it('shows theirs, and puts mine in its place when told so', async () => {
    await beOvertaken([{ ...LINK, weight: 3 }]);
    expect(view.get('dialog').text()).toContain('相手の内容: 強さ 3「就職ガイダンスを開催した」');
    await press(view, 'この内容で置き換える');
    expect(server.putIssueLinks).toHaveBeenLastCalledWith([BROKEN, mine], 7);
    expect(view.find('dialog[open]').exists()).toBe(false);
  });

  it('puts back what they took out, when told so', async () => {
    await beOvertaken([]);
    expect(view.get('dialog').text()).toContain('相手はこのつながりを消しました');
    await press(view, 'この内容で置き換える');
    expect(server.putIssueLinks).toHaveBeenLastCalledWith([BROKEN, mine], 7);
  });

  it('leaves theirs and lets go of the input, when told so', async () => {
    await beOvertaken([{ ...LINK, weight: 3 }]);
    await press(view, '相手の内容を残す');
    expect(server.putIssueLinks).toHaveBeenCalledTimes(1);
    await press(view, '就職ガイダンス開催費');
    await flushPromises();
    expect(view.get<HTMLTextAreaElement>('dialog textarea').element.value).toBe(LINK.quotation);
    expect(view.get('dialog').text()).not.toContain('書きかけ');
  });
});
