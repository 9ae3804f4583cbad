import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { findAnswerState } from '#domain/interview/answer-state.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { computeRelevance, findAnswer } from '#domain/interview/relevance.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import type { AskedKind } from '#domain/questionnaire/kinds/question-kinds.ts';
import { validateQuestionnaire } from '#domain/questionnaire/validate.ts';
import { codebookOf } from '#domain/tabulation/dataset/survey-dataset.ts';
import { describeAnswer, describeStored } from '#ui/items/answer-text.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';
import { KIND_EXAMPLES } from './kind-examples.ts';

const SEED = 20_261_120;
const words = fc.constantFrom('a', 'b', 'c', 'r', 's', 'of another revision', ' ', '2026-11-20');
const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  words,
  fc.array(words),
  fc.dictionary(fc.constantFrom('r', 's', 't', 'constructor'), fc.oneof(words, fc.array(words))),
) as fc.Arbitrary<Json>;

describe.each(Object.entries(KIND_EXAMPLES))('a question of the kind %s', (name, example) => {
  const questionnaire = questionnaireOf({ kind: name as AskedKind, ...example.item });
  const item = getItem(questionnaire, 'x');
  const after = (value: Json) => startInterview(questionnaire, { x: value });

  test('is accepted with its parts, and with no others', () => {
    expect(validateQuestionnaire(questionnaire)).toMatchObject({ ok: true });
    for (const part of ['options', 'rows'] as const) {
      const wrong = questionnaireOf({
        kind: name as AskedKind,
        ...example.item,
        [part]: example.item[part] ? undefined : [{ code: 'z', label: item.label, source: 'added' }],
      });
      const json: unknown = JSON.parse(JSON.stringify(wrong));
      expect(validateQuestionnaire(json), part).toMatchObject({
        ok: false,
        problems: [{ code: `${part}${example.item[part] ? 'Needed' : 'NotAllowed'}` }],
      });
    }
  });

  test('is answered, and the answer is read, right and submitted as it was given', () => {
    const interview = setAnswer(startInterview(questionnaire), 'x', example.stored);
    expect(interview.answers.x).toEqual(example.stored);
    expect(findAnswer(interview, item)).toEqual(example.stored);
    expect(checkAnswer(interview, item)).toEqual([]);
    expect(findAnswerState(interview, item, computeRelevance(interview))).toBe('answered');
    expect(computeSubmittedAnswers(interview)).toEqual({ x: example.stored });
  });

  test('has one wording, now and in what stood there before', () => {
    for (const language of ['ja', 'en'] as const) {
      expect(describeAnswer(after(example.stored), item, language)).toEqual(example[language]);
      expect(describeStored(questionnaire, item, example.stored, language)).toBe(
        example[language].join(' / '),
      );
    }
    expect(describeAnswer(after({ missing: 'refused' }), item, 'ja')).toEqual(['答えたくない']);
    expect(describeAnswer(startInterview(questionnaire), item, 'ja')).toEqual([]);
  });

  test('gives its columns to tables', () => {
    expect(codebookOf(questionnaire, 'ja').columns.map((column) => `${column.name} ${column.kind}`)).toEqual(
      example.columns,
    );
  });

  test('bears any stored value, and reads what it has read as the same again', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (before, value) => {
        const interview = setAnswer(after(before), 'x', value);
        checkAnswer(interview, item);
        describeStored(questionnaire, item, value, 'ja');
        describeAnswer(interview, item, 'en');
        const read = findAnswer(interview, item);
        if (read !== undefined) expect(findAnswer(after(read), item)).toEqual(read);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

test('what only another revision offered is told by its code', () => {
  const grid = questionnaireOf({ kind: 'grid', ...KIND_EXAMPLES.grid.item });
  expect(describeStored(grid, getItem(grid, 'x'), { r: 'gone', old: 'a' }, 'ja')).toBe('r: gone / old: a');
});
