import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateExpression } from '#domain/questionnaire/expression-evaluation.ts';
import { ExpressionError } from '#domain/questionnaire/expression-error.ts';
import type { ExpressionValue } from '#domain/questionnaire/expression-values.ts';
import { listReferences, parseExpression } from '#domain/questionnaire/expression.ts';

const answers: Record<string, ExpressionValue> = {
  used: 'past',
  issues: ['labour', 'finance'],
  staff: 12,
  since: '2013-04-01',
  empty: '',
};

function evaluate(source: string, current: ExpressionValue = ''): ExpressionValue {
  return evaluateExpression(parseExpression(source), {
    current,
    today: '2026-11-20',
    valueOf: (name) => answers[name] ?? '',
  });
}

function findError(source: string): ExpressionError | undefined {
  try {
    parseExpression(source);
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

describe('a rule', () => {
  test.each<[string, ExpressionValue]>([
    ["${used} = 'past' and selected(${issues}, 'finance')", true],
    ["${used} = 'past' and selected(${issues}, 'sales')", false],
    ["${used} != 'past' or ${staff} > 10", true],
    ['count-selected(${issues})', 2],
    ['count-selected(${empty})', 0],
    ["not(selected(${issues}, 'none'))", true],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 3 - 2', 5],
    ['7 div 2', 3.5],
    ['7 mod 4', 3],
    ['-${staff} + 2', -10],
    ['true() or 1 = 1 and false()', true],
    ["if(${staff} >= 10, 'large', 'small')", 'large'],
    ["coalesce(${empty}, 'nothing')", 'nothing'],
    ["coalesce(${used}, 'nothing')", 'past'],
    ["string-length('八戸𠮷')", 3],
    ["regex('017-777-4066', '[-0-9]+')", true],
    ["regex('tel 017', '[-0-9]+')", false],
    ["${since} < '2014-01-01'", true],
    ["number('12') = ${staff}", true],
    ['${ used } = "past"', true],
  ])('%s is %s', (source, expected) => {
    expect(evaluate(source)).toBe(expected);
  });

  test('sees the answer under test as a point', () => {
    expect(evaluate('. >= 1500 and . <= 2030', 1985)).toBe(true);
    expect(evaluate('. >= 1500 and . <= 2030', 985)).toBe(false);
    expect(evaluate('string-length(.) < .5 + 3', 'abc')).toBe(true);
  });

  test('takes what has no answer as the empty text: equal to it, in no order with numbers', () => {
    expect(evaluate("${nobody} = ''")).toBe(true);
    expect(evaluate('${nobody} = 0')).toBe(false);
    expect(evaluate('${nobody} < 1 or ${nobody} >= 1')).toBe(false);
    expect(evaluate("selected(${nobody}, '')")).toBe(false);
  });

  test('names the answers it looks at', () => {
    expect(listReferences(parseExpression("if(${a} = 'x', -${b}, selected(${c}, ${d.other}))"))).toEqual([
      'a',
      'b',
      'c',
      'd.other',
    ]);
  });
});

describe('a rule that cannot be read', () => {
  test.each([
    ["${used} = 'past' and", 'unexpectedEnd', 20],
    ["${used} = 'past", 'unclosedText', 10],
    ['${used = 1', 'badReference', 0],
    ['${used} == 1', 'unexpectedToken', 9],
    ['${used} ; 1', 'unexpectedCharacter', 8],
    ['alert(1)', 'unknownFunction', 0],
    ['constructor(1)', 'unknownFunction', 0],
    ['not()', 'argumentCount', 0],
    ['selected(${a})', 'argumentCount', 0],
    ["regex(., '(')", 'badPattern', 9],
    ["regex(., 'a)(b')", 'badPattern', 9],
    ['regex(., ${a})', 'patternNotLiteral', 0],
    ['', 'unexpectedEnd', 0],
    [`${'('.repeat(200)}1`, 'tooDeep', 60],
    ['1+'.repeat(4000), 'tooLong', 4000],
  ])('%s', (source, code, position) => {
    expect(findError(source)).toMatchObject({ code, position });
  });

  test('says where, counted from one, in both languages', () => {
    expect(findError("${used} = 'past' und 1")?.text).toEqual({
      ja: 'ここに「und」は置けません（18文字目）',
      en: '"und" cannot stand here (at character 18)',
    });
  });

  test('never fails in another way, and what can be read can be evaluated', () => {
    const words = [
      '${a}',
      '${b.c}',
      "'x'",
      '"',
      '1',
      '.',
      '.5',
      '(',
      ')',
      ',',
      '=',
      '!=',
      '<=',
      '>',
      '+',
      '-',
      '*',
      'div',
    ];
    const more = [
      'mod',
      'and',
      'or',
      'not(',
      'selected(',
      'regex(',
      'if(',
      'coalesce(',
      'count-selected(',
      '$',
      '{',
      '𠮷',
    ];
    const source = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.constantFrom(...words, ...more), { maxLength: 30 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(source, (text) => {
        if (findError(text)) return;
        const value = evaluate(text);
        expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
      }),
      { seed: 20261120, numRuns: 3000 },
    );
  });

  test('survives the longest rule it accepts', () => {
    expect(evaluate(`1${'+1'.repeat(1999)}`)).toBe(2000);
    expect(evaluate(`${'-'.repeat(58)}1`)).toBe(1);
  });
});
