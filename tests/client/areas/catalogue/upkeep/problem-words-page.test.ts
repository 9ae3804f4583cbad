// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '#client/api/catalogue-api.ts';
import * as documents from '#client/api/documents-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import ProblemWordsPage from '#client/areas/catalogue/pages/ProblemWordsPage.vue';
import { closeWorkspace } from '#client/records/workspace.ts';
import type { ProblemWords } from '#domain/advice/problem-words.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { eventually } from '#tests/support/eventually.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';
import { openOffice, openPage, press, type } from './office.ts';

vi.mock('#client/api/catalogue-api.ts');
vi.mock('#client/api/documents-api.ts');
const server = vi.mocked(api);
const HANDS: ProblemWords = {
  issue: 'labour',
  weight: 3,
  ja: ['人手不足', '人手が足りない'],
  en: ['short of staff'],
  sheetWords: ['就職'],
};
const POWER: ProblemWords = {
  issue: 'costs',
  weight: 3,
  ja: ['電気代が高い'],
  en: [],
  sheetWords: ['省エネ'],
};

let view: VueWrapper;
beforeEach(async () => {
  vi.resetAllMocks();
  await openOffice(parseReport(report));
  vi.mocked(documents.listDocuments).mockResolvedValue([]);
  server.fetchProblemWords.mockResolvedValue({ revision: 3, entries: [HANDS, POWER] });
  server.putProblemWords.mockImplementation((entries, revision) =>
    Promise.resolve({ revision: revision + 1, entries: [...entries] }),
  );
});
afterEach(() => {
  view.unmount();
  closeWorkspace();
});

async function open(): Promise<void> {
  ({ view } = await openPage('upkeep-words', ProblemWordsPage, '/upkeep/problem-words'));
  await eventually(() => expect(view.text()).toContain('人手不足'));
  await eventually(() => expect(view.text()).toContain('販路開拓・市場設定'));
}
async function submit(): Promise<void> {
  await view.get('dialog form').trigger('submit');
  await flushPromises();
}

it('shows what companies say by issue, and tries a sentence', async () => {
  await open();
  expect(view.text()).toContain('個票では: 省エネ');
  await type(view, '試してみる', '人手が全然足りなくて');
  expect(view.text()).toContain('「人手が足りない」');
  await type(view, '試してみる', '天気がよい');
  expect(view.text()).toContain('どの課題とも聞き取れません');
});

it('saves new words beside the others, a phrase a line, and refuses what cannot be found again', async () => {
  await open();
  await press(view, '「販路開拓・市場設定」に言葉を加える');
  await submit();
  expect(view.text()).toContain('言い方を一つ以上書いてください');
  await type(view, '企業の言い方（日本語）', '売れない\n\n  客が来ない \n');
  await type(view, '個票での言い方', '商談会');
  await submit();
  expect(server.putProblemWords).toHaveBeenCalledWith(
    [
      HANDS,
      POWER,
      { issue: 'sales', weight: 3, ja: ['売れない', '客が来ない'], en: [], sheetWords: ['商談会'] },
    ],
    3,
  );
});

it('makes a change once more on somebody else’s newer list, but not over their change of the same words', async () => {
  await open();
  const added = { ...POWER, ja: ['灯油が高い'] };
  server.putProblemWords.mockRejectedValueOnce(new ApiProblem('problem-words-changed', '変わりました', 409));
  server.fetchProblemWords.mockResolvedValueOnce({ revision: 5, entries: [HANDS, POWER, added] });
  await press(view, '「人手不足」などの言葉を消す');
  await flushPromises();
  expect(server.putProblemWords).toHaveBeenLastCalledWith([POWER, added], 5);

  server.putProblemWords.mockRejectedValueOnce(new ApiProblem('problem-words-changed', '変わりました', 409));
  server.fetchProblemWords.mockResolvedValueOnce({ revision: 8, entries: [{ ...POWER, weight: 1 }, added] });
  const calls = server.putProblemWords.mock.calls.length;
  await press(view, '「電気代が高い」などの言葉を消す');
  await flushPromises();
  expect(server.putProblemWords.mock.calls.length).toBe(calls + 1);
  expect(view.text()).toContain('ほかの人がこの言葉を先に変えたため');
});
