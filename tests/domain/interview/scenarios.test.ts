import { describe, test } from 'vitest';
import {
  begin,
  calculate,
  date,
  form,
  grid,
  gridMultiple,
  longText,
  multiple,
  note,
  number,
  ranking,
  scale,
  section,
  single,
  text,
} from '#tests/support/scenario.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const UNANSWERED = { missing: 'unanswered' };
const NOT_APPLICABLE = { missing: 'notApplicable' };
const survey = readSurvey();

describe('the survey of the report', () => {
  const attributes = begin(survey)
    .answer('industry', 'manufacturing')
    .answer('employees', 'e21_50')
    .answer('sales', { missing: 'refused' })
    .answer('municipality', 'hachinohe')
    .answer('position', 'president');

  test('is answered by a user with a wish in five minutes', () => {
    attributes
      .answer('issues', ['sales', 'labour', 'other'])
      .writeOther('issues', '雪害')
      .offers('issues_top', 'Employment and labour', 'Sales channels and markets', 'Other (雪害)')
      .answer('issues_top', ['other', 'labour'])
      .answer('directions', { iot_ai: 'necessary', outside_demand: 'not', open_innovation: 'unsure' })
      .answer('underway', ['iot_ai'])
      .answer('awareness', 'work')
      .answer('used', 'current')
      .answer('programmes', ['advice', 'expert'])
      .answer('satisfaction', 'satisfied')
      .doesNotAsk('nonuse_reasons')
      .hasRows('institutions', 'Employment and labour', 'Sales channels and markets', 'Other (雪害)')
      .answer('institutions', { labour: ['foundation', 'chamber'], other: ['government'] })
      .answer('consultation', 'now')
      .answer('consultation_topics', ['labour'])
      .answer('consent_contact', 'yes')
      .answer('contact_name', '田中')
      .answer('contact_phone', '0178-00-0000')
      .answer('contact_way', 'phone')
      .answer('consent_record', 'yes')
      .submits({
        issues: ['labour', 'sales', 'other'],
        'issues.other': '雪害',
        issues_top: ['other', 'labour'],
        nonuse_reasons: NOT_APPLICABLE,
      })
      .ends('complete');
  });

  test('is short for who does not know the centre and has no issues', () => {
    attributes
      .answer('issues', ['none'])
      .doesNotAsk('issues_top', 'issues_detail', 'institutions')
      .answer('underway', ['none'])
      .doesNotAsk('underway_detail')
      .answer('awareness', 'unknown')
      .doesNotAsk('used', 'programmes', 'satisfaction', 'satisfaction_reason')
      .answer('nonuse_reasons', ['not_known'])
      .answer('consultation', 'no')
      .doesNotAsk('consultation_topics', 'consent_text', 'consent_contact', 'contact_name', 'contact_time')
      .asks('consent_record');
  });

  test('asks who knows only the name and never used it for the reasons', () => {
    begin(survey)
      .answer('awareness', 'name')
      .answer('used', 'never')
      .doesNotAsk('satisfaction')
      .asks('nonuse_reasons');
  });

  test('asks for a contact only after a wish and a yes', () => {
    const wish = begin(survey)
      .answer('consultation', 'within_year')
      .asks('consent_text', 'consent_contact')
      .doesNotAsk('contact_name');
    wish.answer('consent_contact', 'no').doesNotAsk('contact_name', 'contact_way');
    const given = wish
      .answer('consent_contact', 'yes')
      .answer('contact_name', '田中')
      .answer('contact_phone', '連絡先');
    given.says('contact_phone', 'Please write the telephone number in figures with its area code');
    given
      .answer('consultation', 'no')
      .submits({
        contact_name: NOT_APPLICABLE,
        contact_phone: NOT_APPLICABLE,
        consent_contact: NOT_APPLICABLE,
      });
  });

  test('gives every answer back that a change of mind had hidden', () => {
    const user = begin(survey)
      .answer('awareness', 'work')
      .answer('used', 'past')
      .answer('satisfaction', 'dissatisfied')
      .answer('programmes', ['other'])
      .writeOther('programmes', '研修');
    const changed = user.answer('awareness', 'unknown');
    changed.submits({
      used: NOT_APPLICABLE,
      satisfaction: NOT_APPLICABLE,
      programmes: NOT_APPLICABLE,
      'programmes.other': undefined,
    });
    changed
      .answer('awareness', 'name')
      .shows('satisfaction', 'dissatisfied')
      .submits({ satisfaction: 'dissatisfied', programmes: ['other'], 'programmes.other': '研修' });
  });
});

describe('choosing', () => {
  const troubles = form(
    multiple('issues', 'Issues', ['labour', 'finance', 'other?', 'none!', 'refuse!']),
    gridMultiple('who', 'Who', ['labour', 'finance'], ['bank', 'city', 'nobody!'], { maxSelections: 1 }),
  );

  test('"none" clears the others, another clears "none", and of two exclusive ones the last stays', () => {
    begin(troubles)
      .answer('issues', ['labour', 'finance'])
      .answer('issues', ['labour', 'finance', 'none'])
      .shows('issues', ['none'])
      .answer('issues', ['none', 'refuse'])
      .shows('issues', ['refuse'])
      .answer('issues', ['refuse', 'labour'])
      .shows('issues', ['labour'])
      .says('issues');
  });

  test('lets the text of "other" decide only while the option is chosen', () => {
    const named = form(
      single('place', 'Where', ['here', 'other?']),
      text('why', 'Why', { relevant: "${place.other} != ''" }),
    );
    const other = begin(named)
      .answer('place', 'other')
      .doesNotAsk('why')
      .writeOther('place', 'at sea')
      .asks('why');
    other
      .answer('place', 'here')
      .doesNotAsk('why')
      .submits({ why: NOT_APPLICABLE, 'place.other': undefined });
  });

  test('keeps the text of "other" while it is not chosen, and leaves it out of the submission', () => {
    const other = begin(troubles)
      .answer('issues', ['other'])
      .writeOther('issues', '雪害')
      .submits({ 'issues.other': '雪害' });
    const without = other.answer('issues', ['labour']).submits({ 'issues.other': undefined });
    without
      .answer('issues', ['labour', 'other'])
      .submits({ issues: ['labour', 'other'], 'issues.other': '雪害' });
    other.writeOther('issues', '  ').submits({ issues: ['other'], 'issues.other': undefined });
  });

  test('holds to its limit in each row, and says so', () => {
    begin(troubles)
      .answer('who', { labour: ['bank', 'city'], finance: ['bank'] })
      .says('who', 'Please choose at most 1')
      .answer('who', { labour: ['bank', 'city', 'nobody'], finance: ['bank'] })
      .shows('who', { labour: ['nobody'], finance: ['bank'] })
      .says('who');
  });
});

describe('rows and options of an earlier answer', () => {
  const follow = form(
    multiple('issues', 'Issues', ['labour', 'finance', 'sales', 'none!']),
    ranking('top', 'Worst', [], { optionsFrom: 'issues', maxSelections: 2 }),
    grid('how', 'How bad', [], ['bad', 'worse'], { rowsFrom: 'issues' }),
    text('why', 'Why', { relevant: "${how.finance} = 'worse'" }),
  );

  test('come and go with it, without losing what was said', () => {
    const both = begin(follow)
      .doesNotAsk('top', 'how')
      .answer('issues', ['labour', 'finance'])
      .answer('top', ['finance', 'labour'])
      .answer('how', { labour: 'bad', finance: 'worse' })
      .answer('why', 'late payments');
    const one = both
      .answer('issues', ['labour'])
      .doesNotAsk('why')
      .submits({ top: ['labour'], how: { labour: 'bad' }, why: NOT_APPLICABLE });
    one
      .answer('issues', ['none'])
      .doesNotAsk('top', 'how')
      .submits({ top: NOT_APPLICABLE, how: NOT_APPLICABLE });
    one
      .answer('issues', ['labour', 'finance'])
      .submits({
        top: ['finance', 'labour'],
        how: { labour: 'bad', finance: 'worse' },
        why: 'late payments',
      });
  });

  test('are asked for again when a new row comes', () => {
    begin(follow)
      .answer('issues', ['labour'])
      .answer('how', { labour: 'bad' })
      .says('how')
      .answer('issues', ['labour', 'sales'])
      .says('how', 'Some rows have no answer yet: sales');
  });
});

describe('limits', () => {
  const limits = form(
    number('from', 'From', { min: 1 }),
    number('to', 'To', {
      constraint: '. >= ${from}',
      constraintMessage: { ja: '「から」より大きい数', en: 'Not below "From"' },
    }),
    date('visit', 'Visit', { constraint: '. >= today()' }),
    scale('mark', 'Mark', ['good', 'fair', 'poor'], { allowedMissing: ['dontKnow'] }),
    longText('more', 'More', { required: false, maxLength: 5 }),
    note('thanks', 'Thank you'),
  );

  test('are explained in the words of the questionnaire, and change with what they look at', () => {
    const wrong = begin(limits).answer('from', 5).answer('to', 3).says('to', 'Not below "From"');
    wrong.switchTo('ja').says('to', '「から」より大きい数');
    wrong.answer('from', 2).says('to');
    wrong.answer('from', 0).says('from', 'Please write a number from 1');
  });

  test('know the day of the response, also when it is taken up later', () => {
    const planned = begin(limits, { today: '2026-11-20' })
      .answer('visit', '2026-11-19')
      .says('visit', 'The answer does not meet the condition');
    planned.answer('visit', '2026-11-20').takeUp().says('visit');
  });

  test('take "do not know" for an answer and "refused" for none', () => {
    const all = begin(limits).answer('from', 1).answer('to', 1).answer('visit', '2026-12-01');
    all
      .answer('mark', { missing: 'dontKnow' })
      .says('mark')
      .ends('complete')
      .submits({ mark: { missing: 'dontKnow' } });
    all
      .answer('mark', { missing: 'refused' })
      .says('mark')
      .ends('partial')
      .submits({ mark: { missing: 'refused' }, more: UNANSWERED });
  });
});

describe('how an interview ends', () => {
  const tenRequired = form(
    ...Array.from({ length: 10 }, (_, place) => text(`q${place}`, 'Question')),
    text('more', 'More', { required: false }),
  );
  const afterAnswers = (count: number) =>
    Array.from({ length: count }, (_, place) => `q${place}`).reduce(
      (scenario, code) => scenario.answer(code, 'x'),
      begin(tenRequired),
    );

  test.each([
    [10, 'complete'],
    [8, 'complete'],
    [7, 'partial'],
    [5, 'partial'],
    [4, 'breakOff'],
    [0, 'breakOff'],
  ] as const)('%i answers of 10 required: %s', (count, disposition) => {
    afterAnswers(count).ends(disposition);
  });

  test('counts only what is asked: answering may make a response less complete', () => {
    const opening = form(
      single('used', 'Used', ['yes', 'no']),
      section('use', [text('a', 'A'), text('b', 'B'), text('c', 'C')], { relevant: "${used} = 'yes'" }),
    );
    begin(opening)
      .answer('used', 'no')
      .ends('complete')
      .answer('used', 'yes')
      .ends('breakOff')
      .answer('a', 'x')
      .ends('partial');
  });

  test('takes any answer for complete where nothing is required, and none at all for a break-off', () => {
    const optional = form(text('a', 'A', { required: false }), text('b', 'B', { required: false }));
    begin(optional).ends('breakOff').answer('b', 'x').ends('complete').clear('b').ends('breakOff');
    begin(form(note('hello', 'Hello'))).ends('complete');
  });
});

describe('an order by chance', () => {
  const mixed = form(
    single('pick', 'Pick', ['a', 'b', 'c', 'd', 'e', 'f'], { randomise: true }),
    multiple('issues', 'Issues', ['labour', 'finance', 'sales', 'other?', 'none!'], { randomise: true }),
  );

  test('is that of the seed, in every language, and stays when taken up again', () => {
    const english = begin(mixed, { seed: 'response-7' }).offers('pick', 'b', 'd', 'a', 'c', 'f', 'e');
    english.takeUp().offers('pick', 'b', 'd', 'a', 'c', 'f', 'e');
    english
      .switchTo('ja')
      .offers('pick', ...['b', 'd', 'a', 'c', 'f', 'e'].map((code) => `${code}（日本語）`));
    begin(mixed, { seed: 'response-8' }).offers('pick', 'e', 'c', 'a', 'b', 'd', 'f');
  });
});

describe('switching the language in the middle', () => {
  test('changes the words and nothing else', () => {
    const used = form(
      single('used', 'Used?', ['yes', 'no']),
      text('why', 'Why?', { relevant: "${used} = 'no'" }),
    );
    begin(used)
      .answer('used', 'no')
      .says('why', 'Please answer this question')
      .switchTo('ja')
      .shows('used', 'no')
      .offers('used', 'yes（日本語）', 'no（日本語）')
      .says('why', 'この設問にお答えください')
      .answer('why', '知らなかった')
      .switchTo('en')
      .shows('why', '知らなかった')
      .submits({ used: 'no', why: '知らなかった' });
  });
});

describe('another revision of the questionnaire', () => {
  const first = form(
    single('used', 'Used?', ['yes', 'no']),
    text('why', 'Why?', { relevant: "${used} = 'no'" }),
    number('staff', 'Staff'),
  );
  const second = form(
    single('used', 'Used?', ['current', 'past', 'no']),
    text('why', 'Why?', { relevant: "${used} = 'no'" }),
    text('how', 'How?'),
    calculate('has_reason', "if(${why} != '', 'yes', 'no')"),
  );

  test('keeps what still has a place and asks for the rest', () => {
    const begun = begin(first).answer('used', 'no').answer('why', 'far').answer('staff', 12);
    begun
      .takeUp(second)
      .asks('why', 'how')
      .submits({ used: 'no', why: 'far', how: UNANSWERED, has_reason: 'yes', staff: undefined });
  });

  test('does not take an option that is gone for an answer, and says so', () => {
    const begun = begin(first).answer('used', 'yes').takeUp(second);
    begun
      .says('used', 'These options do not exist: yes')
      .submits({ used: UNANSWERED })
      .answer('used', 'past')
      .says('used');
  });
});
