// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import CorrectionSheet from '#client/areas/survey/features/interview/CorrectionSheet.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { startInterview, withAnswers } from '#domain/interview/interview.ts';
import { findItem } from '#domain/questionnaire/model.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { compose, startAgain } from '#tests/client/storage/half-typed.ts';
import { openFieldDay } from '#tests/client/areas/field/visits/field-day.ts';

enableAutoUnmount(afterEach);

const correct = vi.fn(() => Promise.resolve());

let workspace: Workspace;
beforeEach(async () => {
  correct.mockClear();
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

const survey = readSurvey();
const interview = withAnswers(startInterview(survey), { issues: ['sales'] });
const openSheet = () =>
  mount(CorrectionSheet, {
    props: { item: findItem(survey, 'issues'), interview, responseId: 'response', correct },
    attachTo: document.body,
  });
type Sheet = ReturnType<typeof openSheet>;
const isTicked = (sheet: Sheet, code: string) =>
  sheet.get<HTMLInputElement>(`input[value=${code}]`).element.checked;
const textsOf = (sheet: Sheet) =>
  sheet.findAll<HTMLInputElement>('input[type=text]').map(({ element }) => element.value);

it('has the whole half-made correction back after a kill, and records it once it is confirmed', async () => {
  const before = openSheet();
  await before.get('input[value=other]').setValue(true);
  const [otherText, reason] = before.findAll('input[type=text]');
  await compose(otherText!, '人材のていちゃく');
  await compose(reason!, 'ききま');
  before.unmount();
  workspace = await startAgain(workspace);
  expect(await workspace.db.responses.count()).toBe(0);

  const sheet = openSheet();
  await eventually(() => expect(textsOf(sheet)).toEqual(['人材のていちゃく', 'ききま']));
  expect([isTicked(sheet, 'sales'), isTicked(sheet, 'other')]).toEqual([true, true]);
  expect(sheet.text()).toContain('書きかけの入力を戻しました');
  expect(correct).not.toHaveBeenCalled();

  await sheet.get('dialog footer button').trigger('click');
  expect(correct).toHaveBeenCalledExactlyOnceWith({
    code: 'issues',
    value: ['sales', 'other'],
    otherText: '人材のていちゃく',
    reason: 'ききま',
  });
  await eventually(async () => expect(await workspace.db.formDrafts.count()).toBe(0));
});

it('keeps a correction that the device could not record', async () => {
  const sheet = openSheet();
  await sheet.get('input[value=finance]').setValue(true);
  await compose(sheet.findAll('input[type=text]').at(-1)!, '聞き間違い');
  correct.mockRejectedValueOnce(new Error('full'));
  const caught = vi.fn();
  sheet.vm.$.appContext.config.errorHandler = caught;
  await sheet.get('dialog footer button').trigger('click');
  await eventually(() => expect(caught).toHaveBeenCalled());
  expect(textsOf(sheet)).toEqual(['聞き間違い']);
  await eventually(async () => expect(await workspace.db.formDrafts.count()).toBe(1));
});

it('asks for no reason where it is known, and takes one that is written', async () => {
  const sheet = openSheet();
  await sheet.setProps({ knownReason: 'app.mended-by-author' });
  await sheet.get('input[value=labour]').setValue(true);
  await sheet.get('dialog footer button').trigger('click');
  await eventually(() => expect(correct).toHaveBeenCalledOnce());
  expect(correct).toHaveBeenLastCalledWith(expect.objectContaining({ reason: 'app.mended-by-author' }));

  await sheet.get('input[value=finance]').setValue(true);
  await sheet.findAll('input[type=text]').at(-1)!.setValue('聞き違い');
  await sheet.get('dialog footer button').trigger('click');
  await eventually(() => expect(correct).toHaveBeenCalledTimes(2));
  expect(correct).toHaveBeenLastCalledWith(expect.objectContaining({ reason: '聞き違い' }));
});
