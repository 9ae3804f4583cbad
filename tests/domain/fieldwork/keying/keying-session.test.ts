import { beforeAll, describe, expect, it } from 'vitest';
import {
  beginKeying,
  currentField,
  enterText,
  pressKey,
  type FirstEntry,
  type KeyingSession,
} from '#domain/fieldwork/keying/keying-session.ts';
import { makeKeyingForm, type KeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import {
  describeKeyedValue,
  listKeyMarks,
  readKeyedAnswers,
} from '#domain/fieldwork/keying/keyed-answers.ts';
import type { KeyName } from '#domain/fieldwork/keying/type-into-field.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { startInterview } from '#domain/interview/interview.ts';
import type { Answers, Questionnaire } from '#domain/questionnaire/model.ts';
import { answerEverything, readSeeds } from '#tests/support/fieldwork.ts';
import { firstEntryOf, keySheet, onPaper } from '#tests/support/keyer.ts';

const TODAY = '2026-11-20';
let questionnaire: Questionnaire;
let form: KeyingForm;
beforeAll(async () => {
  ({ questionnaire } = await readSeeds());
  form = makeKeyingForm(questionnaire, TODAY);
});

const KEYS: Record<string, KeyName> = { E: 'enter', '<': 'backspace', U: 'up', D: 'down', Z: 'end' };
/** Types keys, each a character: figures, signs, `E` for Enter, `<` for going back. */
const type = (session: KeyingSession, keys: string, first?: FirstEntry): KeyingSession =>
  [...keys].reduce((state, key) => pressKey(form, state, KEYS[key] ?? (key as KeyName), first), session);
const at = (session: KeyingSession): string | undefined => currentField(form, session)?.key;
/** To a field, everything before it unanswered. */
const upTo = (key: string): KeyingSession => {
  let session = beginKeying(form);
  while (at(session) !== undefined && at(session) !== key) session = type(session, 'D');
  expect(at(session)).toBe(key);
  return session;
};

describe('keying a field', () => {
  it('goes on by itself where a figure says all, and waits where another may follow', () => {
    const begun = beginKeying(form);
    expect(at(begun)).toBe('industry');
    const waiting = type(begun, '1');
    expect([at(waiting), waiting.typing.typed]).toEqual(['industry', '1']);
    expect(type(begun, '1E').values).toEqual({ industry: 'agriculture' });
    expect(type(begun, '14').values).toEqual({ industry: 'living' });
    expect(type(begun, '01').values).toEqual({ industry: 'agriculture' });
    const done = type(begun, '5');
    expect([at(done), done.values]).toEqual(['employees', { industry: 'manufacturing' }]);
    expect(done.keystrokes).toBe(1);
  });

  it('toggles several, joins figures only where they are a number, and goes on with Enter', () => {
    const issues = upTo('issues');
    expect(type(issues, '25E').values['issues']).toEqual(['sales', 'succession']);
    expect(type(issues, '252E').values['issues']).toEqual(['succession']);
    // 14 options: "12" is one number, "1+2" are two, "17" can only be two.
    expect(type(issues, '12E').values['issues']).toEqual(['startup']);
    expect(type(issues, '1+2E').values['issues']).toEqual(['labour', 'sales']);
    expect(type(issues, '17E').values['issues']).toEqual(['labour', 'equipment']);
    expect(type(issues, '71E').values['issues']).toEqual(['labour', 'equipment']);
    expect(type(issues, '25<E').values['issues']).toEqual(['sales']);
  });

  it('keeps the order of ranks', () => {
    const ranked = type(type(upTo('issues'), '12<2+5+E'), '5+2E');
    expect(ranked.values['issues_top']).toEqual(['succession', 'sales']);
  });

  it('takes figures, reasons with a box, no answer and what cannot be read', () => {
    const founded = upTo('founded');
    expect(type(founded, '1985E').values['founded']).toBe('1985');
    expect(type(founded, '198<85E').values['founded']).toBe('1985');
    expect(type(founded, '-').values['founded']).toEqual({ missing: 'dontKnow' });
    expect(type(founded, 'E').values['founded']).toEqual({ missing: 'unanswered' });
    expect(type(founded, '/').values['founded']).toEqual({ missing: 'unanswered' });
    expect(type(founded, '*').values['founded']).toEqual({ missing: 'illegible' });
    expect(type(founded, '+').signal).toBe('refused');
    const sales = upTo('sales');
    expect(type(sales, '9').values['sales']).toEqual({ missing: 'refused' });
    expect(type(sales, '10').values['sales']).toEqual({ missing: 'dontKnow' });
  });

  it('gives a box below a grid to all of its rows', () => {
    const grid = type(type(upTo('issues'), '23E'), 'DDZ');
    const rows = form.fields.findIndex(({ key }) => key === 'institutions/sales');
    const session = type({ ...grid, position: rows }, '-');
    expect(session.values['institutions/sales']).toEqual({ missing: 'dontKnow' });
    expect(session.values['institutions/finance']).toEqual({ missing: 'dontKnow' });
    expect(session.values['institutions/labour']).toBeUndefined();
    expect(at(session)).toBe('institutions_detail');
  });

  it('beeps at a number that is no option, and keeps it when it is confirmed: the paper wins', () => {
    const employees = type(beginKeying(form), '5');
    const odd = type(employees, '9');
    expect([at(odd), odd.signal]).toEqual(['employees', 'odd']);
    expect(type(odd, '3').values['employees']).toBe('e11_20');
    const kept = type(odd, 'E');
    expect([kept.values['employees'], kept.signal, at(kept)]).toEqual(['?9', 'odd', 'sales']);
    expect(listKeyMarks(form, kept.values)).toMatchObject([{ field: 'employees', mark: 'invalid' }]);
    const outside = type(upTo('founded'), '85E');
    expect(outside.signal).toBe('odd');
    expect(outside.values['founded']).toBe('85');
  });

  it('passes over what does not concern the sheet, and takes what stands there all the same', () => {
    const unaware = type(upTo('awareness'), '3');
    expect(at(unaware)).toBe('nonuse_reasons');
    const back = type(unaware, 'UUUUU');
    expect(at(back)).toBe('used');
    const against = type(back, '2');
    expect([against.signal, against.values['used']]).toEqual(['odd', 'past']);
    expect(listKeyMarks(form, against.values)).toContainEqual({ field: 'used', mark: 'againstRouting' });
    // Back with the key for it, one comes to what concerns the sheet or holds something.
    expect(at(type({ ...against, position: form.fields.length }, '<'))).toBe('consent_record');
  });

  it('goes back to mend, and with Enter leaves what stands there', () => {
    expect(at(type(type(beginKeying(form), '53'), '<<9'))).toBe('sales');
    const mended = type(type(beginKeying(form), '53'), '<<');
    expect(at(mended)).toBe('industry');
    const kept = type(mended, 'E');
    expect([at(kept), kept.values['industry']]).toEqual(['employees', 'manufacturing']);
    expect(type(mended, '9').values['industry']).toBe('trade');
    expect(type(beginKeying(form), '<').signal).toBe('refused');
  });

  it('asks for the text of an option where that is chosen, and takes words', () => {
    const other = type(upTo('position'), '5');
    expect(at(other)).toBe('position.other');
    const named = enterText(form, other, ' 顧問 ', 6);
    expect(named.values['position.other']).toBe('顧問');
    expect(named.keystrokes).toBe(other.keystrokes + 6);
    expect(enterText(form, other, '＊', 2).values['position.other']).toEqual({ missing: 'illegible' });
    expect(at(type(upTo('position'), '1'))).toBe('issues');
  });

  it('ends with Enter after the last field', () => {
    const end = { ...beginKeying(form), position: form.fields.length };
    expect(type(end, '5').signal).toBe('refused');
    expect(type(end, 'E').signal).toBe('finished');
  });
});

describe('a sheet', () => {
  const answersOf = (given: Parameters<typeof answerEverything>[1]): Answers =>
    answerEverything(questionnaire, given);

  it('gives the answers that were written', () => {
    const answers = answersOf({
      issues: ['sales', 'costs', 'other'],
      'issues.other': '除雪',
      issues_top: ['other', 'sales'],
      consultation: 'now',
      consent_contact: 'yes',
      founded: 1985,
      sales: { missing: 'refused' },
      institutions: { missing: 'dontKnow' },
    });
    const { values } = keySheet(form, (field) => onPaper(field, answers) ?? reasonOf(field, answers));
    const read = readKeyedAnswers(form, values);
    expect(read.notes).toEqual({});
    expect(computeSubmittedAnswers(startInterview(questionnaire, read.answers, '', TODAY))).toEqual(answers);
  });

  it('keeps out of the answers what no rule allows, and says so beside them', () => {
    const { values } = keySheet(form, (field) => onPaper(field, answersOf({ awareness: 'unknown' })));
    const odd = {
      ...values,
      founded: '85',
      employees: '?9',
      issues: ['labour', 'sales', 'none'],
      'directions/iot_ai': { missing: 'illegible' as const },
      used: 'past',
    };
    const { answers, notes } = readKeyedAnswers(form, odd);
    expect(answers).toMatchObject({
      founded: { missing: 'unanswered' },
      employees: { missing: 'unanswered' },
      issues: { missing: 'unanswered' },
      directions: { outside_demand: 'necessary', open_innovation: 'necessary' },
    });
    expect(notes['founded']).toBe('紙の回答 「85」（1500以上の数をお書きください）');
    expect(notes['employees']).toContain('「9」');
    expect(notes['issues']).toContain('「1・2・14」（「特になし」はほかの選択肢と一緒に選べません）');
    expect(notes['directions']).toContain('判読できない');
    expect(notes['used']).toBe('紙の回答 「2」（対象外の問に記入あり）');
  });

  it('leaves out of several what is no option, and of a grid the row that is wrong', () => {
    const { values } = keySheet(form, (field) => onPaper(field, answersOf({ issues: ['sales', 'costs'] })));
    const { answers } = readKeyedAnswers(form, {
      ...values,
      underway: ['iot_ai', '?9'],
      'institutions/sales': ['chamber', 'bank', 'foundation', 'government'],
      'institutions/costs': ['chamber'],
    });
    expect(answers['underway']).toEqual(['iot_ai']);
    expect(answers['institutions']).toEqual({ costs: ['chamber'] });
  });

  it('shows what was keyed as it stands on paper', () => {
    const field = (key: string) => form.fields.find((each) => each.key === key)!;
    expect(describeKeyedValue(field('issues'), ['labour', 'costs', '?88'])).toBe('1・8・88');
    expect(describeKeyedValue(field('sales'), { missing: 'refused' })).toBe('答えたくない');
    expect(describeKeyedValue(field('contact_name'), '工藤')).toBe('工藤');
  });

  function reasonOf(field: KeyingForm['fields'][number], answers: Answers) {
    const answer = answers[field.item.code];
    return typeof answer === 'object' && 'missing' in answer ? answer : undefined;
  }
});

describe('the second entry', () => {
  it('beeps where it differs, and takes the same deviating value the second time', () => {
    const first = firstEntryOf(form, { industry: 'trade', employees: 'e0_5' });
    const differing = type(beginKeying(form, first), '5', first);
    expect([at(differing), differing.signal, differing.values]).toEqual(['industry', 'differs', {}]);
    const confirmed = type(differing, '5', first);
    expect([at(confirmed), confirmed.values]).toEqual(['employees', { industry: 'manufacturing' }]);
    expect(confirmed.attempts).toEqual({ industry: ['manufacturing', 'manufacturing'] });
    const returned = type(differing, '9', first);
    expect([at(returned), returned.values]).toEqual(['employees', { industry: 'trade' }]);
    expect(returned.attempts).toEqual({ industry: ['manufacturing'] });
    const third = type(differing, '4', first);
    expect([at(third), third.signal]).toEqual(['industry', 'differs']);
  });

  it('does not ask for words, which nobody writes twice alike', () => {
    const answers = answerEverything(questionnaire, { issues_detail: '人が足りない', position: 'other' });
    const { values } = keySheet(form, (field) => onPaper(field, answers));
    const first = firstEntryOf(form, values);
    const asked: string[] = [];
    const second = keySheet(
      form,
      (field) => {
        asked.push(field.key);
        return onPaper(field, answers);
      },
      first,
    );
    expect(second.attempts).toEqual({});
    expect(asked).not.toContain('issues_detail');
    expect(asked).not.toContain('position.other');
    expect(asked).toContain('issues_top');
  });

  it('comes back to what the first keyer found and the second passed over', () => {
    const answers = answerEverything(questionnaire, { awareness: 'unknown' });
    const { values } = keySheet(form, (field) => onPaper(field, answers));
    const first = firstEntryOf(form, { ...values, used: 'past' });
    const looked: string[] = [];
    const second = keySheet(
      form,
      (field) => {
        if (field.key === 'used') looked.push(field.key);
        return field.key === 'used' ? 'past' : onPaper(field, answers);
      },
      first,
    );
    expect(looked).toHaveLength(1);
    expect(second.values['used']).toBe('past');
    expect(second.attempts).toEqual({ used: [{ missing: 'unanswered' }] });
    // And with nothing there, the same answer twice stands.
    const empty = keySheet(form, (field) => onPaper(field, answers), first);
    expect(empty.values['used']).toEqual({ missing: 'unanswered' });
    expect(empty.signal).toBe('finished');
  });
});
