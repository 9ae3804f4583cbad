import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_RESPONSES, inventDataSet } from '#cli/demo/data-set.ts';
import type { DemoPerson } from '#cli/demo/people.ts';
import { makeKeyingForm, type KeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { readKeyedAnswers } from '#domain/fieldwork/keying/keyed-answers.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Answers, Questionnaire } from '#domain/questionnaire/model.ts';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { keySheet, onPaper } from '#tests/support/keyer.ts';

/** Enter, figures and signs; the letters of what people write in their own words are counted beside them. */
const MOST_KEYSTROKES = 90;
const PEOPLE: DemoPerson[] = (['administrator', 'office', 'coordinator', 'manager'] as const).map((role) => ({
  userId: role,
  name: role,
  email: `${role}@demo.example`,
  role,
  password: '',
}));

let questionnaire: Questionnaire;
let form: KeyingForm;
let sheets: Answers[];
beforeAll(async () => {
  const { survey, ...seeds } = await readSeeds();
  ({ questionnaire } = seeds);
  form = makeKeyingForm(questionnaire, '2026-11-20');
  sheets = inventDataSet({
    seed: 20_261_120,
    now: '2026-11-20T01:00:00.000Z',
    questionnaire,
    survey,
    people: PEOPLE,
    programmeKeys: ['p014'],
  })
    .filter(({ collection }) => collection === 'responses')
    // Every third in the order in which they were made: their median is that of all, in a third of the time.
    .filter((_, index) => index % 3 === 0)
    .map(({ fields }) => ((fields as SurveyResponse).answers ?? {}) as Answers);
});

describe('the invented answers, as if they had come on paper', () => {
  it(`take ${MOST_KEYSTROKES} keystrokes at most at the median`, { timeout: 120_000 }, () => {
    expect(sheets).toHaveLength(DEMO_RESPONSES / 3);
    const counted = sheets.map((answers) => {
      const { values, keystrokes, signal } = keySheet(form, (field) => readPaper(field, answers));
      expect(signal).toBe('finished');
      const letters = form.fields
        .filter(({ kind }) => kind === 'text')
        .reduce((sum, { key }) => sum + (typeof values[key] === 'string' ? values[key].length : 0), 0);
      expect(readKeyedAnswers(form, values).notes).toEqual({});
      return { keys: keystrokes - letters, all: keystrokes };
    });
    const keys = describeSpread(counted.map((each) => each.keys));
    const all = describeSpread(counted.map((each) => each.all));
    console.warn(`keystrokes a sheet, over ${counted.length}: ${JSON.stringify({ keys, all })}`);
    expect(keys.median).toBeLessThanOrEqual(MOST_KEYSTROKES);
    expect(all.median).toBeLessThanOrEqual(MOST_KEYSTROKES);
  });
});

function readPaper(field: KeyingForm['fields'][number], answers: Answers) {
  const answer = answers[field.item.code];
  const isReason = typeof answer === 'object' && 'missing' in answer;
  return isReason ? answer : onPaper(field, answers);
}

function describeSpread(numbers: readonly number[]) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)]!;
  return {
    least: at(0),
    p5: at(0.05),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p95: at(0.95),
    most: at(1),
  };
}
