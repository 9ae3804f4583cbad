import { describe, expect, test } from 'vitest';
import { validateQuestionnaire } from '#domain/questionnaire/validate.ts';
import {
  begin,
  calculate,
  date,
  form,
  grid,
  multiple,
  note,
  number,
  section,
  single,
  text,
} from '#tests/support/scenario.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';

const NOT_APPLICABLE = { missing: 'notApplicable' };
const UNANSWERED = { missing: 'unanswered' };

describe('a calculation', () => {
  const staff = form(
    number('men', 'Men'),
    number('women', 'Women'),
    calculate('staff', '${men} + ${women}'),
    calculate('share', 'if(${staff} > 0, round(${women} div ${staff} * 100, 1), 0)'),
    single('size_reason', 'Why so many?', ['growth', 'merger'], { relevant: '${staff} > 100' }),
    number('part_time', 'Part-time', { constraint: '. <= ${staff}' }),
  );

  test('follows from the answers, is never shown, and is submitted', () => {
    begin(staff)
      .submits({ staff: UNANSWERED, share: 0 })
      .answer('men', 8)
      .answer('women', 4)
      .showsScreens('men', 'women', 'part_time')
      .submits({ staff: 12, share: 33.3 });
  });

  test('decides about other questions and their answers', () => {
    const large = begin(staff).answer('men', 80).answer('women', 40).asks('size_reason');
    large.answer('part_time', 121).says('part_time', 'The answer does not meet the condition');
    large.answer('part_time', 120).says('part_time');
    large.answer('women', 20).doesNotAsk('size_reason').submits({ staff: 100, size_reason: NOT_APPLICABLE });
  });

  test('may stand before what it depends on, and counts neither as asked nor as open', () => {
    const early = form(
      calculate('twice', '${half} * 2'),
      calculate('half', '${whole} div 2'),
      number('whole', 'Whole'),
    );
    begin(early).ends('breakOff').answer('whole', 7).submits({ half: 3.5, twice: 7 }).ends('complete');
  });

  test('is not applicable where its section or its own condition is not', () => {
    const routed = form(
      single('used', 'Used?', ['yes', 'no']),
      section('use', [number('times', 'Times'), calculate('yearly', '${times} * 12')], {
        relevant: "${used} = 'yes'",
      }),
      calculate('label', "concat('n=', ${yearly})", { relevant: '${yearly} > 0' }),
    );
    const user = begin(routed)
      .answer('used', 'yes')
      .answer('times', 2)
      .submits({ yearly: 24, label: 'n=24' });
    user
      .answer('used', 'no')
      .submits({ yearly: NOT_APPLICABLE, label: NOT_APPLICABLE, times: NOT_APPLICABLE });
  });

  test('comes out the same when what was submitted is taken up again', () => {
    const done = begin(staff).answer('men', 1).answer('women', 2);
    done.takeUp().submits({ staff: 3 });
    begin(staff)
      .answer('men', 5)
      .answer('women', 5)
      .submits({ staff: 10, share: 50 })
      .clear('women')
      .submits({ staff: UNANSWERED });
  });

  test('cannot be answered by hand', () => {
    begin(staff)
      .answer('men', 1)
      .answer('women', 1)
      .answer('staff', 1000)
      .submits({ staff: 2 })
      .doesNotAsk('size_reason');
  });
});

describe('functions in a calculation', () => {
  const answered = begin(
    form(
      multiple('issues', 'Issues', ['labour', 'finance', 'other?']),
      grid('plans', 'Plans', ['iot', 'export'], ['yes', 'no']),
      number('a', 'A'),
      number('b', 'B', { required: false }),
      text('name', 'Name'),
      date('founded', 'Founded'),
      note('thanks', 'Thank you'),
      ...Object.entries({
        count: 'count-selected(${issues})',
        first: 'selected-at(${issues}, 0)',
        beyond: 'selected-at(${issues}, 9)',
        plan: '${plans.export}',
        other: '${issues.other}',
        total: 'sum(${a}, ${b}, 3)',
        least: 'min(${a}, 10, ${b})',
        most: 'max(${a}, 10)',
        nothing: 'max(${b})',
        rounded: 'round(2.5)',
        down: 'int(-2.7)',
        size: 'abs(-4)',
        long: 'string-length(${name})',
        starts: "if(starts-with(${name}, '八戸') and contains(${name}, '水産'), 'yes', 'no')",
        fallback: 'coalesce(${b}, ${a})',
        truth: '${a} = 7',
        age: 'int((today() - ${founded}) div 365.25)',
        due: 'today() + 14',
        before: "date('2026-03-01') - 1",
        latest: "max(${founded}, '2020-01-01')",
        year: "number(format-date(today(), '%Y')) + 1",
        written: "format-date(${founded}, '%n/%e/%y')",
        impossible: "date('2026-02-30')",
        divided: '1 div 0',
      }).map(([code, calculation]) => calculate(`c_${code}`, calculation)),
    ),
  )
    .answer('issues', ['labour', 'other'])
    .writeOther('issues', '雪害')
    .answer('plans', { iot: 'yes', export: 'no' })
    .answer('a', 7)
    .answer('name', '八戸水産加工')
    .answer('founded', '1988-04-01');

  test.each([
    ['count', 2],
    ['first', 'labour'],
    ['beyond', UNANSWERED],
    ['plan', 'no'],
    ['other', '雪害'],
    ['total', 10],
    ['least', 7],
    ['most', 10],
    ['nothing', UNANSWERED],
    ['rounded', 3],
    ['down', -2],
    ['size', 4],
    ['long', 6],
    ['starts', 'yes'],
    ['fallback', 7],
    ['truth', 'true'],
    ['age', 38],
    ['due', '2026-12-04'],
    ['before', '2026-02-28'],
    ['latest', '2020-01-01'],
    ['year', 2027],
    ['written', '4/1/88'],
    ['impossible', UNANSWERED],
    ['divided', UNANSWERED],
  ])('%s is %j', (code, value) => {
    answered.submits({ [`c_${code}`]: value });
  });

  test('know no day where none is given', () => {
    begin(form(calculate('due', 'today() + 1')), { today: '' }).submits({ due: UNANSWERED });
  });
});

describe('a calculation that is not good', () => {
  function listProblems(...items: Parameters<typeof questionnaireOf>) {
    const validation = validateQuestionnaire(questionnaireOf(...items));
    return validation.ok
      ? []
      : validation.problems.map(({ path, code }) => [path.replace('/sections/0/items', ''), code]);
  }
  const calculation = { code: 'c', kind: 'calculate', required: false } as const;

  test('is told with its place', () => {
    expect(listProblems(calculation)).toEqual([['/0', 'calculationNeeded']]);
    expect(listProblems({ code: 'a', calculation: '1' })).toEqual([['/0', 'calculationNotAllowed']]);
    expect(listProblems({ ...calculation, calculation: 'pulldata(1)' })).toEqual([
      ['/0/calculation', 'badExpression'],
    ]);
    expect(listProblems({ ...calculation, calculation: '${nobody} + .' })).toEqual([
      ['/0/calculation', 'unknownItem'],
      ['/0/calculation', 'currentNotAllowed'],
    ]);
    expect(listProblems({ ...calculation, calculation: '1', required: true, constraint: '. > 1' })).toEqual([
      ['/0/required', 'notForCalculation'],
      ['/0/constraint', 'notForCalculation'],
    ]);
  });

  test('may not go round in a circle, not even through a condition', () => {
    expect(listProblems({ ...calculation, calculation: '${c} + 1' })).toEqual([['/0', 'cycle']]);
    expect(
      listProblems(
        { code: 'a', relevant: '${c} > 1' },
        { ...calculation, calculation: 'string-length(${a})' },
      ),
    ).toEqual([['/0', 'cycle']]);
  });
});
