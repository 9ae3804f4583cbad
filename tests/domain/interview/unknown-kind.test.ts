import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { checkSubmission } from '#domain/fieldwork/submission-check.ts';
import { compareResponses } from '#domain/fieldwork/response-comparison.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { findAnswerState } from '#domain/interview/answer-state.ts';
import { computeCompleteness, computeDisposition } from '#domain/interview/completeness.ts';
import { startInterview, type StoredAnswers } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { listScreens } from '#domain/interview/screens.ts';
import { computeSubmittedAnswers, listAwaitingUpdate } from '#domain/interview/submission.ts';
import { getItem, type Item, type ItemKind, type Questionnaire } from '#domain/questionnaire/model.ts';
import { validateQuestionnaire } from '#domain/questionnaire/validate.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { codebookOf, datasetFromResponses } from '#domain/tabulation/dataset/survey-dataset.ts';
import { describeAnswer, describeStored } from '#ui/items/answer-text.ts';
import { optionsOf, questionnaireOf } from '#tests/domain/questionnaire/survey.ts';

/** A questionnaire from a newer server; `constructor` is a name that every object has. */
function newer(more: Partial<Item> = {}, kind = 'constructor'): Questionnaire {
  return questionnaireOf(
    { code: 'wish' },
    { code: 'map', kind: kind as ItemKind, ...more },
    { code: 'why', relevant: "${map} = 'harbour'" },
  );
}
const UPDATE = 'この設問はアプリを更新すると表示されます。更新してください。';

function startOn(answers: StoredAnswers, more?: Partial<Item>) {
  const questionnaire = newer(more);
  const interview = startInterview(questionnaire, answers);
  return {
    questionnaire,
    interview,
    item: getItem(questionnaire, 'map'),
    relevance: computeRelevance(interview),
  };
}

describe('a question of a kind that this version does not know', () => {
  it('is refused by the server’s check', () => {
    expect(validateQuestionnaire(newer())).toMatchObject({
      ok: false,
      problems: [{ path: '/sections/0/items/1/kind', code: 'wrongType' }],
    });
  });

  it('stays on its screen, asks for an update and stands in nobody’s way', () => {
    const { interview, item, relevance } = startOn({ wish: 'x' });
    expect(listScreens(interview).map(({ key }) => key)).toEqual(['wish', 'map']);
    expect(describeAnswer(interview, item, 'ja')).toEqual([UPDATE]);
    expect(describeAnswer(interview, item, 'en')[0]).toContain('Please update the app');
    expect(checkAnswer(interview, item)).toEqual([]);
    expect(findAnswerState(interview, item, relevance)).toBe('skipped');
    expect(computeCompleteness(interview)).toEqual({ answered: 1, total: 1, share: 1 });
    expect(computeDisposition(interview)).toBe('complete');
  });

  it('goes up as not shown, or as not applicable where it is not asked', () => {
    expect(computeSubmittedAnswers(startOn({ wish: 'x' }).interview)).toEqual({
      wish: 'x',
      map: { missing: 'notShown' },
      why: { missing: 'notApplicable' },
    });
    const hidden = startOn({ wish: 'x' }, { relevant: "${wish} = 'y'" });
    expect(computeSubmittedAnswers(hidden.interview).map).toEqual({ missing: 'notApplicable' });
  });

  it('goes up as another device stored it, and decides what else is asked', () => {
    const values: Json[] = ['harbour', { at: [40.8, 140.7] }, [{ pin: 1 }], false, { missing: 'unanswered' }];
    for (const stored of values) {
      const { interview } = startOn({ wish: 'x', map: stored, why: 'near' });
      const submitted = computeSubmittedAnswers(interview);
      expect(submitted.map).toEqual(stored);
      expect(submitted.why).toEqual(stored === 'harbour' ? 'near' : { missing: 'notApplicable' });
    }
  });

  it('bears whatever a newer version stores', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const stored = json as Json;
        const { questionnaire, interview, item, relevance } = startOn(
          { map: stored },
          { constraint: '. > 1' },
        );
        expect(computeSubmittedAnswers(interview).map).toEqual(stored ?? { missing: 'notShown' });
        expect(checkAnswer(interview, item, relevance)).toEqual([]);
        expect(describeStored(questionnaire, item, stored, 'ja')).toBe(UPDATE);
      }),
      { seed: 20_261_120 },
    );
  });

  it('holds the submission up only where it is required, asked, open, and a newer app can be had', () => {
    const awaits = (answers: StoredAnswers, more: Partial<Item> = {}, hasNewerApp = true) => {
      const { interview, relevance } = startOn(answers, more);
      return listAwaitingUpdate(interview, relevance, hasNewerApp).map(({ code }) => code);
    };
    expect(awaits({})).toEqual(['map']);
    expect(awaits({}, {}, false)).toEqual([]);
    expect(awaits({}, { required: false })).toEqual([]);
    expect(awaits({}, { relevant: "${wish} = 'y'" })).toEqual([]);
    expect(awaits({ map: 'harbour' })).toEqual([]);
  });
});

describe('an answer that could not be given, since the app was too old', () => {
  const questionnaire = questionnaireOf({
    code: 'map',
    kind: 'single',
    options: optionsOf('harbour', 'hill'),
  });
  const item = getItem(questionnaire, 'map');
  const notShown = startInterview(questionnaire, { map: { missing: 'notShown' } });

  it('is taken by a server that knows the question, and said as such', () => {
    expect(checkSubmission(notShown)).toEqual([]);
    expect(computeSubmittedAnswers(notShown)).toEqual({ map: { missing: 'notShown' } });
    expect(computeCompleteness(notShown).total).toBe(0);
    expect(describeAnswer(notShown, item, 'en')).toEqual(['Could not be shown: the app was too old']);
    const hidden = startInterview(questionnaire, { map: { missing: 'notShown', more: 'text' } });
    expect(checkSubmission(hidden)).toMatchObject([{ problem: { code: 'wrongForm' } }]);
  });

  it('is no answer beside another one', () => {
    const answers = (map: Json) => ({ answers: { map } });
    const compared = compareResponses(questionnaire, answers({ missing: 'notShown' }), answers('hill'));
    expect(compared).toMatchObject([{ state: 'onlyOther', primary: { value: null } }]);
  });

  it('is counted as a reason of its own, and never among those who answered', () => {
    const response = (id: string, map: Json) => ({
      id,
      fields: {
        surveyId: 'wave',
        questionnaireId: 'test',
        submittedAt: '2026-11-20T05:30:00.000Z',
        disposition: 'complete' as const,
        answers: { map },
      },
    });
    const { dataset } = datasetFromResponses(questionnaire, 'wave', [
      response('1', 'hill'),
      response('2', { missing: 'notShown' }),
      response('3', { missing: 'notShown' }),
      response('4', { missing: 'dontKnow' }),
      response('5', { missing: 'notApplicable' }),
    ]);
    const totalOf = (base: 'asked' | 'answered') =>
      computeTable(dataset, { stub: [[]], banner: ['map'], base }).blocks[0]!.total;
    expect(totalOf('asked')).toMatchObject({
      count: [0, 1],
      unweightedBase: 4,
      missing: { unanswered: 0, refused: 0, dontKnow: 1, notShown: 2 },
    });
    expect(totalOf('answered')).toMatchObject({ unweightedBase: 1, missing: { notShown: 0 } });
  });

  it('has no column while the kind is unknown', () => {
    expect(codebookOf(newer(), 'ja').columns).toEqual([]);
  });
});
