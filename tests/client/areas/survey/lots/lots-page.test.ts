// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as fieldwork from '#client/api/fieldwork-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import * as surveys from '#client/api/surveys-api.ts';
import SurveyLotsPage from '#client/areas/survey/pages/SurveyLotsPage.vue';
import { USUAL_LETTERS } from '#domain/fieldwork/letters/letter-texts.ts';
import { LOT_KINDS } from '#domain/fieldwork/lots/lot-kinds.ts';
import type { LotBalance } from '#domain/fieldwork/lots/lot-recipients.ts';
import type { LotLetter, LotList, LotState, LotSummary } from '#protocol/letter-lots.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import { eventually } from '#tests/support/eventually.ts';
import { SURVEY } from '#tests/client/areas/survey/surveys/survey-summary.ts';

vi.mock('#client/api/surveys-api.ts');
vi.mock('#client/api/fieldwork-api.ts');
const server = vi.mocked(fieldwork);

const lot: LotSummary = {
  id: 'lot-1',
  kind: 'reminder1',
  number: 1,
  size: 3,
  wording: null,
  madeAt: '2020-11-02T01:00:00.000Z',
  marks: { printed: null, posted: null },
};
const balance: LotBalance = { units: 9, inLots: 3, due: 4, leftOut: { answered: 1, refusal: 1 } };
const list: LotList = {
  lots: [lot],
  balances: Object.fromEntries(LOT_KINDS.map((kind) => [kind, balance])) as LotList['balances'],
  wordings: [],
};
const takeOut: LotState['takeOut'] = [{ position: 2, name: '弘前木工', reason: 'refusal' }];
const letter = (position: number, name: string): LotLetter => ({
  position,
  unitId: `u${position}`,
  name,
  postalCode: position === 1 ? '' : '0300801',
  address: '本町1-2',
  municipality: '',
  contactName: '',
  code: `CODE-${position}`,
  link: `https://banso.example/s/CODE-${position}`,
});

let desk: Desk;
beforeEach(async () => {
  vi.resetAllMocks();
  vi.mocked(surveys).listSurveys.mockResolvedValue({ surveys: [SURVEY], revisions: [] });
  vi.mocked(surveys).readLetters.mockResolvedValue({ letters: USUAL_LETTERS, revision: 0 });
  server.readLots.mockResolvedValue(list);
  server.readLot.mockResolvedValue({ lot, takeOut });
  server.printLot.mockResolvedValue({
    lot,
    takeOut,
    letters: [letter(1, '青森水産'), letter(3, '八戸製作所')],
  });
  desk = await openDesk('office');
  vi.stubGlobal('print', vi.fn());
});
afterEach(async () => {
  await desk.close();
  vi.unstubAllGlobals();
});

async function open(): Promise<VueWrapper> {
  const page = await desk.open(SurveyLotsPage, '/surveys/wave-1/lots', { id: 'wave-1' });
  await eventually(() => expect(page.text()).toContain('第1束'));
  return page;
}
const press = (page: VueWrapper, label: string) =>
  page
    .findAll('button')
    .find((one) => one.text().includes(label))!
    .trigger('click');
const dialog = (page: VueWrapper) => page.get('dialog[open]');

it('says where all companies stand, and makes lots for those who are due', async () => {
  const page = await open();
  for (const sum of [/これから束に入れる\s*4社/, /入っている\s*3社/, /拒否\s*1社/, /調査の対象\s*9社/])
    expect(page.text()).toMatch(sum);
  server.makeLots.mockResolvedValue({ ...list, lots: [lot, { ...lot, id: 'lot-2', number: 2, size: 4 }] });
  await press(page, '4社分の束をつくる（1束）');
  await eventually(() => expect(page.text()).toContain('第2束'));
  expect(server.makeLots.mock.calls[0]![1]).toMatchObject({ kind: 'invitation' });
});

it('prints a lot from any letter on, without those that are to leave the pile', async () => {
  const page = await open();
  await press(page, '第1束');
  await eventually(() => expect(dialog(page).text()).toContain('2通目 弘前木工：拒否'));
  await press(page, '印刷する');
  await eventually(() => expect(window.print).toHaveBeenCalledOnce());
  const printed = () => [...document.querySelectorAll('.print-sheet .letter')].map((one) => one.textContent);
  expect(printed()).toHaveLength(2);
  expect(printed()[0]).toContain('青森水産 御中');
  expect(printed()[0]).toContain('CODE-1');
  expect(dialog(page).text()).toContain('郵便番号のない企業が1社');
  window.dispatchEvent(new Event('afterprint'));
  await dialog(page).get('input[inputmode=numeric]').setValue('３');
  await press(page, '印刷する');
  await eventually(() => expect(window.print).toHaveBeenCalledTimes(2));
  expect(printed()).toHaveLength(1);
  expect(printed()[0]).toContain('八戸製作所');
});

it('marks a lot as posted only with the letters known that leave it, and shows others that came up', async () => {
  const page = await open();
  await press(page, '第1束');
  await eventually(() => expect(dialog(page).text()).toContain('弘前木工'));
  server.markLot.mockRejectedValueOnce(new ApiProblem('lot-changed', '束から抜く手紙が変わりました', 409));
  const more: LotState['takeOut'] = [...takeOut, { position: 3, name: '八戸製作所', reason: 'answered' }];
  server.readLot.mockResolvedValue({ lot, takeOut: more });
  await press(page, '投函したと記録する');
  await eventually(() => expect(dialog(page).text()).toContain('3通目 八戸製作所：回答済み'));
  expect(dialog(page).text()).toContain('束から抜く手紙が変わりました');
  const posted = { ...lot, marks: { printed: null, posted: { on: '2020-11-05', by: 'sato' } } };
  server.markLot.mockResolvedValue({ lot: posted, takeOut: more });
  await press(page, '投函したと記録する');
  await eventually(() => expect(dialog(page).text()).toMatch(/に投函（佐藤 美咲）/));
  const [first, second] = server.markLot.mock.calls.map(([, , mark, body]) => [
    mark,
    body.known,
    body.isTaken,
  ]);
  expect([first, second]).toEqual([
    ['posted', [2], true],
    ['posted', [2, 3], true],
  ]);
});

it('splits reminders into two wordings by a seed, prints each with its own, and says what they brought', async () => {
  const counts = { A: { letters: 200, answered: 40 }, B: { letters: 200, answered: 41 } };
  server.readLots.mockResolvedValue({ ...list, wordings: [{ kind: 'reminder1', counts }] });
  const page = await open();
  expect(page.text()).not.toContain('文面を二つ試す');
  await page.get('select').setValue('reminder1');
  await eventually(() => expect(page.text()).toContain('文面を二つ試す'));
  expect(page.text()).toContain('文面A：200通のうち40社が回答（20.0%）');
  expect(page.text()).toMatch(/BとAの差：\+0\.5ポイント（95%の幅：−7\.\d～\+8\.\dポイント）/);
  expect(page.text()).toContain('差があるとはいえません');
  await page.get('input[type=checkbox]').setValue(true);
  await press(page, '4社分の束をつくる（2束）');
  await eventually(() => expect(server.makeLots).toHaveBeenCalledOnce());
  expect(server.makeLots.mock.calls[0]![1]).toMatchObject({
    kind: 'reminder1',
    wordings: { seed: expect.any(Number) as number },
  });
  const ofB = { ...lot, wording: 'B' as const };
  server.readLot.mockResolvedValue({ lot: ofB, takeOut: [] });
  server.printLot.mockResolvedValue({ lot: ofB, takeOut: [], letters: [letter(1, '青森水産')] });
  await press(page, '第1束');
  await eventually(() => expect(dialog(page).text()).toContain('文面B'));
  await press(page, '印刷する');
  await eventually(() => expect(window.print).toHaveBeenCalledOnce());
  expect(document.querySelector('.print-sheet .letter')?.textContent).toContain(
    '青森水産様のご回答をお待ちしています',
  );
});
