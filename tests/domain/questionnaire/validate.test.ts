import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '#domain/questionnaire/model.ts';
import { validateQuestionnaire } from '#domain/questionnaire/validate.ts';
import { optionsOf, questionnaireOf, readSurveyJson } from './survey.ts';

function listProblems(json: unknown): [string, string][] {
  const validation = validateQuestionnaire(json);
  return validation.ok ? [] : validation.problems.map(({ path, code }) => [path, code]);
}

function listItemProblems(...items: Partial<Item>[]): [string, string][] {
  return listProblems(questionnaireOf(...items)).map(([path, code]) => [
    path.replace('/sections/0/items', ''),
    code,
  ]);
}

describe('a questionnaire', () => {
  test('is accepted as it is installed', () => {
    expect(listProblems(readSurveyJson())).toEqual([]);
  });

  test('is refused with the place of every wrong form', () => {
    const { title: _, ...untitled } = questionnaireOf({
      kind: 'essay' as 'text',
      required: 'yes' as unknown as boolean,
    });
    expect(listProblems({ ...untitled, langauges: ['ja'] })).toEqual([
      ['', 'missingMember'],
      ['/sections/0/items/0/kind', 'wrongType'],
      ['/sections/0/items/0/required', 'wrongType'],
      ['/langauges', 'unknownMember'],
    ]);
  });

  test('has roles that are known, each once, on items that can have them, with the options that rules rely on', () => {
    const consent: Partial<Item> = {
      kind: 'single',
      role: 'consent.record',
      options: optionsOf('yes', 'no'),
    };
    const other: Partial<Item> = { role: 'contact.other' };
    expect(
      listItemProblems({ code: 'a', ...consent }, { code: 'b', ...other }, { code: 'c', ...other }),
    ).toEqual([]);
    expect(listItemProblems({ code: 'a', role: 'mood' as 'wish' })).toEqual([['/0/role', 'wrongType']]);
    expect(listItemProblems({ code: 'a', ...consent }, { code: 'b', ...consent })).toEqual([
      ['/1/role', 'duplicateRole'],
    ]);
    expect(listItemProblems({ code: 'a', role: 'contact.way' })).toEqual([['/0/role', 'wrongKindForRole']]);
    expect(listItemProblems({ ...consent, code: 'a', options: optionsOf('agree', 'no') })).toEqual([
      ['/0/options', 'optionNeededForRole'],
    ]);
  });

  test('has limits of completeness that can be kept, or none', () => {
    const withLimits = (completeFrom: unknown, partialFrom: unknown) =>
      listProblems({ ...questionnaireOf(), completeness: { completeFrom, partialFrom } });
    expect(withLimits(60, 40)).toEqual([]);
    expect(withLimits(60, 60)).toEqual([]);
    expect(withLimits(40, 60)).toEqual([['/completeness', 'badLimits']]);
    expect(withLimits(101, 50)).toEqual([['/completeness', 'badLimits']]);
    expect(withLimits(80, 0)).toEqual([['/completeness', 'badLimits']]);
    expect(withLimits('80', 50)).toEqual([['/completeness/completeFrom', 'wrongType']]);
  });

  test('has an id that can name its revisions', () => {
    expect(listProblems({ ...questionnaireOf(), id: 'sme-survey_2026' })).toEqual([]);
    expect(listProblems({ ...questionnaireOf(), id: '調査/1' })).toEqual([['/id', 'badId']]);
  });

  test('has each code once, written so that rules can name it', () => {
    expect(listItemProblems({ code: 'a' }, { code: 'a' })).toEqual([['/1/code', 'duplicateCode']]);
    expect(listItemProblems({ code: '1 a' })).toEqual([['/0/code', 'badCode']]);
    expect(listItemProblems({ kind: 'single', options: optionsOf('a', 'b', 'a', 'c;d') })).toEqual([
      ['/0/options/2/code', 'duplicateCode'],
      ['/0/options/3/code', 'badCode'],
    ]);
    expect(listItemProblems({ kind: 'grid', options: optionsOf('a'), rows: optionsOf('missing') })).toEqual([
      ['/0/rows/0/code', 'badCode'],
    ]);
  });

  test('gives each kind of item what it needs', () => {
    expect(listItemProblems({ kind: 'single' })).toEqual([['/0', 'optionsNeeded']]);
    expect(listItemProblems({ kind: 'text', options: optionsOf('a') })).toEqual([
      ['/0', 'optionsNotAllowed'],
    ]);
    expect(listItemProblems({ kind: 'grid', options: optionsOf('a') })).toEqual([['/0', 'rowsNeeded']]);
    expect(listItemProblems({ kind: 'number', min: 3, max: 2 })).toEqual([['/0/min', 'emptyRange']]);
  });

  test('only names items and options that exist', () => {
    const single = { code: 'a', kind: 'single', options: optionsOf('yes', 'no') } as const;
    expect(listItemProblems(single, { code: 'b', relevant: "${a} = 'maybe'" })).toEqual([
      ['/1/relevant', 'unknownOption'],
    ]);
    expect(listItemProblems(single, { code: 'b', relevant: "selected(${c}, 'yes')" })).toEqual([
      ['/1/relevant', 'unknownItem'],
    ]);
    expect(listItemProblems(single, { code: 'b', relevant: "${a} = 'yes' and . = ''" })).toEqual([
      ['/1/relevant', 'currentNotAllowed'],
    ]);
    expect(listItemProblems(single, { code: 'b', kind: 'ranking', optionsFrom: 'a' })).toEqual([
      ['/1/optionsFrom', 'notMultiple'],
    ]);
    expect(listItemProblems({ ...single, groupBy: 'region' })).toEqual([
      ['/0/groupBy', 'unknownClassification'],
    ]);
  });

  test('tells where a rule cannot be read', () => {
    const validation = validateQuestionnaire(questionnaireOf({ constraint: 'not(' }));
    expect(validation).toMatchObject({
      ok: false,
      problems: [
        {
          path: '/sections/0/items/0/constraint',
          message: { ja: '式が正しくありません: 式が途中で終わっています（5文字目）' },
        },
      ],
    });
  });

  test('has no conditions that go round in a circle', () => {
    expect(listItemProblems({ code: 'a', relevant: "${a} = ''" })).toEqual([['/0', 'cycle']]);
    expect(
      listItemProblems(
        { code: 'a' },
        { code: 'b', relevant: "${c} = 'x'" },
        { code: 'c', relevant: "${a} = 'x' and ${b} = 'x'" },
      ),
    ).toEqual([['/1', 'cycle']]);
  });

  test('classifies every option by a category it knows', () => {
    const text = { ja: '文', en: 'text' };
    const [city, county] = optionsOf('city', 'county') ?? [];
    const questionnaire = questionnaireOf({
      code: 'place',
      kind: 'single',
      options: [{ ...city!, attributes: { urban: 'metropolis' } }, county!],
    });
    const classifications = [
      { code: 'urban', label: text, item: 'place', attribute: 'urban', categories: [city!] },
    ];
    expect(listProblems({ ...questionnaire, classifications })).toEqual([
      ['/classifications/0', 'unknownOption'],
      ['/classifications/0', 'noCategory'],
    ]);
  });

  test('is refused, never failed over, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(validateQuestionnaire(json).ok).toBe(false);
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });

  test('that was damaged in one place is accepted or refused, never failed over', () => {
    const json = JSON.stringify(readSurveyJson());
    fc.assert(
      fc.property(fc.nat(json.length - 1), fc.constantFrom('x', '{', '0', "'", ' ', '$'), (at, character) => {
        const damaged = json.slice(0, at) + character + json.slice(at + 1);
        let value: unknown;
        try {
          value = JSON.parse(damaged);
        } catch {
          return;
        }
        expect(typeof validateQuestionnaire(value).ok).toBe('boolean');
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });
});
