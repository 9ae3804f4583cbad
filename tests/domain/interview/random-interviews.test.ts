import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { listAvailableOptions, listRows } from '#domain/interview/choices.ts';
import { computeCompleteness, computeDisposition, computeProgress } from '#domain/interview/completeness.ts';
import { computeItemField } from '#domain/interview/field.ts';
import { startInterview, withAnswers, type Interview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { listScreens } from '#domain/interview/screens.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import {
  getItem,
  isMissing,
  listItems,
  otherTextCode,
  takesAnswer,
  type Questionnaire,
} from '#domain/questionnaire/model.ts';
import { arbitraryAnswer, arbitraryQuestionnaire, listWillingAnswers } from './arbitrary-questionnaire.ts';

// Many runs: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

type Step = readonly [code: string, value: Json | undefined];

const start = (questionnaire: Questionnaire, answers = {}) =>
  startInterview(questionnaire, answers, 'seed', '2026-11-20');
const answerInTurn = (interview: Interview, steps: readonly Step[]) =>
  steps.reduce((current, [code, value]) => setAnswer(current, code, value), interview);

/** A questionnaire and what a person does with it: answers, changes of mind, clearing, nonsense. */
const story = arbitraryQuestionnaire.chain((questionnaire) => {
  const items = listItems(questionnaire);
  const others = items
    .filter(({ options }) => options?.some(({ opensText }) => opensText))
    .map(({ code }) => otherTextCode(code));
  const answering = fc
    .constantFrom(...items)
    .chain((item) => arbitraryAnswer(item).map((value): Step => [item.code, value]));
  const writing =
    others.length > 0
      ? fc.tuple(fc.constantFrom(...others), fc.constantFrom<Json | undefined>('雪害', ' ', undefined, 5))
      : answering;
  return fc.record({
    questionnaire: fc.constant(questionnaire),
    steps: fc.array(fc.oneof({ weight: 6, arbitrary: answering }, writing), { maxLength: 40 }),
  });
});
const RUNS = { seed: 20261121, numRuns: 150 };

describe('any interview over any questionnaire', () => {
  test('never throws, and shows exactly what is asked', () => {
    fc.assert(
      fc.property(story, ({ questionnaire, steps }) => {
        let interview = start(questionnaire);
        for (const [code, value] of steps) {
          interview = setAnswer(interview, code, value);
          const relevance = computeRelevance(interview);
          for (const item of listItems(questionnaire)) {
            checkAnswer(interview, item, relevance);
            computeItemField(interview, item);
          }
          const shown = listScreens(interview).flatMap(({ items }) => items);
          expect(shown).toEqual(
            listItems(questionnaire).filter((item) => relevance.has(item.code) && item.kind !== 'calculate'),
          );
          expect(computeProgress(interview).share).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
  });

  test('never submits an answer to what is not asked, nor one that is not offered', () => {
    fc.assert(
      fc.property(story, ({ questionnaire, steps }) => {
        const interview = answerInTurn(start(questionnaire), steps);
        const relevance = computeRelevance(interview);
        const submitted = computeSubmittedAnswers(interview);
        for (const item of listItems(questionnaire).filter(({ kind }) => kind !== 'note')) {
          const answer = submitted[item.code];
          if (!relevance.has(item.code)) {
            expect(answer).toEqual({ missing: 'notApplicable' });
            expect(submitted).not.toHaveProperty([otherTextCode(item.code)]);
          }
          if (isMissing(answer) || item.kind === 'calculate') continue;
          const options = listAvailableOptions(interview, item).map(({ code }) => code);
          const given =
            typeof answer === 'object' ? Object.values<string | string[]>(answer).flat() : [answer];
          if (options.length > 0) expect(options).toEqual(expect.arrayContaining(given));
        }
        expect(() => JSON.stringify(submitted)).not.toThrow();
      }),
      RUNS,
    );
  });

  test('can always be completed, wherever it stands', () => {
    fc.assert(
      fc.property(story, ({ questionnaire, steps }) => {
        let interview = answerInTurn(start(questionnaire), steps);
        // Each item stands behind those that decide about it: one pass is enough.
        for (const code of interview.plan.order) interview = complete(interview, code);
        const relevance = computeRelevance(interview);
        const problems = listItems(questionnaire).flatMap((item) =>
          relevance.has(item.code) ? checkAnswer(interview, item) : [],
        );
        expect(problems).toEqual([]);
        expect(computeCompleteness(interview).share).toBe(1);
        if (computeProgress(interview).answered > 0) expect(computeDisposition(interview)).toBe('complete');
      }),
      RUNS,
    );
  });

  test('submits the same when what was submitted is taken up and submitted again', () => {
    fc.assert(
      fc.property(story, ({ questionnaire, steps }) => {
        const interview = answerInTurn(start(questionnaire), steps);
        const submitted = computeSubmittedAnswers(interview);
        const again = start(questionnaire, submitted);
        expect(computeSubmittedAnswers(again)).toEqual(submitted);
        expect(computeCompleteness(again)).toEqual(computeCompleteness(interview));
        expect(computeDisposition(again)).toBe(computeDisposition(interview));
      }),
      RUNS,
    );
  });

  test('depends on the answers, not on the order in which they came', () => {
    const shuffled = story.chain(({ questionnaire, steps }) => {
      const last = [...new Map(steps)];
      return fc.record({
        questionnaire: fc.constant(questionnaire),
        last: fc.constant(last),
        otherwise: fc.shuffledSubarray(last, { minLength: last.length }),
      });
    });
    fc.assert(
      fc.property(shuffled, ({ questionnaire, last, otherwise }) => {
        const [one, other] = [
          answerInTurn(start(questionnaire), last),
          answerInTurn(start(questionnaire), otherwise),
        ];
        expect(other.answers).toEqual(one.answers);
        expect(computeSubmittedAnswers(other)).toEqual(computeSubmittedAnswers(one));
        expect([...computeRelevance(other)]).toEqual([...computeRelevance(one)]);
        // Nor on what had been answered and taken back on the way.
        const detour = withAnswers(
          answerInTurn(
            one,
            otherwise.map(([code]) => [code, undefined]),
          ),
          one.answers,
        );
        expect(computeSubmittedAnswers(detour)).toEqual(computeSubmittedAnswers(one));
      }),
      RUNS,
    );
  });
});

/** An item answered so that nothing is wrong with it; "do not know" where nothing that is offered will do. */
function complete(interview: Interview, code: string): Interview {
  const item = getItem(interview.questionnaire, code);
  if (!takesAnswer(item) || !computeRelevance(interview).has(code)) return interview;
  const codes = (options: readonly { code: string }[]) => options.map((option) => option.code);
  const answers = listWillingAnswers(
    item,
    codes(listAvailableOptions(interview, item)),
    codes(listRows(interview, item)),
  );
  const tries = [...answers, { missing: 'dontKnow' }].map((value) => setAnswer(interview, code, value));
  const good = tries.find((one) => checkAnswer(one, item).length === 0);
  if (!good) throw new Error(`${code} cannot be answered`);
  return good;
}
