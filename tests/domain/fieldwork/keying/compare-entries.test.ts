import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import {
  compareEntries,
  mergeEntries,
  sumByKind,
  sumCounts,
  type CountsByKind,
} from '#domain/fieldwork/keying/compare-entries.ts';
import { makeKeyingForm, type KeyField } from '#domain/fieldwork/keying/key-fields.ts';
import { isSameValue, type KeyedValues } from '#domain/fieldwork/keying/keyed-value.ts';
import { computeErrorRate } from '#domain/fieldwork/keying/second-entry-plan.ts';
import type { Answers, Item, Questionnaire } from '#domain/questionnaire/model.ts';
import { firstEntryOf, keySheet, onPaper } from '#tests/support/keyer.ts';

const OPTIONS = ['a', 'b', 'c', 'd', 'e'];
const make = (given: Pick<Item, 'code' | 'kind'> & Partial<Item>): Item => ({
  label: { ja: given.code, en: given.code },
  required: false,
  source: 'added',
  ...given,
});
const choices = (codes: readonly string[]) =>
  codes.map((code) => ({ code, label: { ja: code, en: code }, source: 'added' as const }));
const ITEMS: Item[] = [
  ...[1, 2, 3, 4, 5].map((n) => make({ code: `one${n}`, kind: 'single', options: choices(OPTIONS) })),
  ...[1, 2].map((n) => make({ code: `many${n}`, kind: 'multiple', options: choices(OPTIONS) })),
  make({ code: 'grid', kind: 'grid', options: choices(OPTIONS), rows: choices(['r1', 'r2', 'r3']) }),
  make({ code: 'year', kind: 'number' }),
];
const questionnaire: Questionnaire = {
  id: 'small',
  revision: 1,
  title: { ja: '', en: '' },
  introduction: { ja: '', en: '' },
  languages: ['ja'],
  sections: [{ code: 's', label: { ja: '', en: '' }, items: ITEMS }],
  classifications: [],
};
const form = makeKeyingForm(questionnaire, '2026-11-20');

function writeSheet(random: SeededRandom): Answers {
  const several = () => OPTIONS.filter(() => random.chance(0.4));
  return Object.fromEntries(
    ITEMS.map(({ code, kind, rows }) => {
      if (kind === 'single') return [code, random.pick(OPTIONS)];
      if (kind === 'multiple') return [code, several()];
      if (kind === 'grid')
        return [code, Object.fromEntries((rows ?? []).map((row) => [row.code, random.pick(OPTIONS)]))];
      return [code, 1900 + random.below(100)];
    }),
  ) as Answers;
}

/** Another value than the paper's: one of those that a slip gives. */
function slip(random: SeededRandom, field: KeyField, said: Json | undefined): Json {
  if (field.kind === 'one') return random.pick(OPTIONS.filter((code) => code !== said));
  if (field.kind === 'number') return Number(said) + 1 + random.below(9);
  const codes = said as string[];
  const toggled = random.pick(OPTIONS);
  return OPTIONS.filter((code) => codes.includes(code) !== (code === toggled));
}

const FIRST_RATE = 0.02;
const SECOND_RATE = 0.015;
const EQUAL_RATE = 0.003;
const RUNS = 200;
const SHEETS = 25;

interface Planted {
  first: number;
  second: number;
  equal: number;
}

/** Two people key a stack; the second looks again with care where it beeps. A third settles from the paper. */
function keyStack(seed: number) {
  const random = new SeededRandom(seed);
  const planted: Planted = { first: 0, second: 0, equal: 0 };
  const counts: CountsByKind[] = [];
  let unfound = 0;
  let wrong = 0;
  for (let sheet = 0; sheet < SHEETS; sheet += 1) {
    const answers = writeSheet(random);
    const [one, two] = [new Map<string, Json>(), new Map<string, Json>()];
    const equal = new Set<string>();
    for (const field of form.fields) {
      const said = onPaper(field, answers);
      if (random.chance(EQUAL_RATE)) {
        const both = slip(random, field, said);
        one.set(field.key, both);
        two.set(field.key, both);
        equal.add(field.key);
        continue;
      }
      if (random.chance(FIRST_RATE)) one.set(field.key, slip(random, field, said));
      if (random.chance(SECOND_RATE)) two.set(field.key, slip(random, field, said));
      // Two slips that happen to be alike are an equal error, too.
      if (one.has(field.key) && JSON.stringify(one.get(field.key)) === JSON.stringify(two.get(field.key)))
        equal.add(field.key);
    }
    planted.equal += equal.size;
    planted.first += [...one.keys()].filter((key) => !equal.has(key)).length;
    planted.second += [...two.keys()].filter((key) => !equal.has(key)).length;
    const truth = keySheet(form, (field) => onPaper(field, answers)).values;
    const first = keySheet(form, (field) => one.get(field.key) ?? onPaper(field, answers)).values;
    const second = keySheet(
      form,
      (field, times) => (times === 1 ? two.get(field.key) : undefined) ?? onPaper(field, answers),
      firstEntryOf(form, first),
    );
    const { differing } = compareEntries(form, first, second);
    unfound += [...one.keys()].filter((key) => !equal.has(key) && !differing.includes(key)).length;
    const settled: KeyedValues = Object.fromEntries(differing.map((key) => [key, truth[key]!]));
    counts.push(compareEntries(form, first, second, settled).byKind);
    const merged = mergeEntries(first, settled);
    wrong += form.fields.filter(({ key }) => !isSameValue(merged[key], truth[key])).length;
  }
  const byKind = sumByKind(counts);
  return { planted, unfound, wrong, byKind, total: sumCounts(Object.values(byKind)) };
}

describe('two keyers who err, and a third who looks at the paper', () => {
  const runs = Array.from({ length: RUNS }, (_, seed) => keyStack(seed + 1));

  it('find every difference that was planted, in each of 200 runs', () => {
    for (const { planted, unfound, total } of runs) {
      expect(unfound).toBe(0);
      expect(total.firstErrors).toBe(planted.first);
      expect(total.secondErrors).toBe(planted.second);
      expect(total.fields).toBe(SHEETS * form.fields.length);
    }
  });

  it('leave wrong what both have read alike, and nothing else', () => {
    expect(runs.reduce((sum, { planted }) => sum + planted.equal, 0)).toBeGreaterThan(50);
    for (const { planted, wrong } of runs) expect(wrong).toBe(planted.equal);
  });

  it('give an interval that covers the planted rate in at least 180 of 200', () => {
    // Where both erred alike nobody sees it: what can be seen is the rate without these.
    const visible = FIRST_RATE * (1 - EQUAL_RATE) * 1000;
    const covered = runs.filter(({ total }) => {
      const rate = computeErrorRate(total.firstErrors, total.fields)!;
      return rate.low <= visible && visible <= rate.high;
    });
    console.warn(`the interval covers the planted rate in ${covered.length} of ${RUNS}`);
    expect(covered.length).toBeGreaterThanOrEqual(180);
  });

  it('are told apart by kind of question', () => {
    const { byKind, total } = runs[0]!;
    expect(Object.keys(byKind).sort()).toEqual(['grid', 'multiple', 'number', 'single']);
    expect(byKind.grid?.fields).toBe(3 * SHEETS);
    expect(total.agreed).toBe(total.fields - countDisagreed(byKind));
  });

  function countDisagreed(byKind: CountsByKind): number {
    return Object.values(byKind).reduce((sum, { fields, agreed }) => sum + fields - agreed, 0);
  }
});

describe('who was wrong', () => {
  const judge = (first: string, second: string, attempts: string[], settled?: string) =>
    compareEntries(
      form,
      { one1: first },
      { values: { one1: second }, attempts: attempts.length > 0 ? { one1: attempts } : {} },
      settled === undefined ? undefined : { one1: settled },
    );
  it.each([
    ['nobody, where both are alike', judge('a', 'a', []), [0, 0, 1, 0]],
    ['the second, who went back to the first value', judge('a', 'a', ['b']), [0, 1, 0, 0]],
    ['the first, where the second stays with theirs', judge('a', 'b', ['b', 'b']), [1, 0, 0, 1]],
    ['the first, as the third says', judge('a', 'b', ['b', 'b'], 'b'), [1, 0, 0, 1]],
    ['the second, as the third says', judge('a', 'b', ['b', 'b'], 'a'), [0, 1, 0, 1]],
    ['both, where the third takes neither', judge('a', 'b', ['b', 'b'], 'c'), [1, 1, 0, 1]],
  ])('is %s', (_what, { byKind, differing }, [first, second, agreed, different]) => {
    expect(byKind.single).toEqual({ fields: 1, agreed, firstErrors: first, secondErrors: second });
    expect(differing).toHaveLength(different!);
  });
});
