import { describe, expect, test } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { listOptions, listRows } from '#domain/interview/choices.ts';
import { startInterview, type Interview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { joinSections, listScreens } from '#domain/interview/screens.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import { optionsOf, questionnaireOf, readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();

function interviewWith(answers: Record<string, Json>): Interview {
  return Object.entries(answers).reduce(
    (interview, [code, value]) => setAnswer(interview, code, value),
    startInterview(survey),
  );
}

/** Which of these items are asked after these answers. */
function listAsked(answers: Record<string, Json>, ...codes: string[]): string[] {
  const relevance = computeRelevance(interviewWith(answers));
  return codes.filter((code) => relevance.has(code));
}

describe('the survey of the report', () => {
  const support = ['used', 'programmes', 'satisfaction', 'satisfaction_reason', 'nonuse_reasons'];

  test('asks only who knows the centre about use', () => {
    expect(listAsked({}, ...support)).toEqual([]);
    expect(listAsked({ awareness: 'unknown' }, ...support)).toEqual(['nonuse_reasons']);
    expect(listAsked({ awareness: 'name' }, ...support)).toEqual(['used']);
    expect(listAsked({ awareness: 'work' }, ...support)).toEqual(['used']);
  });

  test('asks users about satisfaction and others about their reasons', () => {
    const user = ['used', 'programmes', 'satisfaction', 'satisfaction_reason'];
    expect(listAsked({ awareness: 'name', used: 'past' }, ...support)).toEqual(user);
    expect(listAsked({ awareness: 'work', used: 'current' }, ...support)).toEqual(user);
    expect(listAsked({ awareness: 'work', used: 'never' }, ...support)).toEqual(['used', 'nonuse_reasons']);
  });

  test('forgets in its routing, not in its memory, what an earlier answer hides', () => {
    const answers = { awareness: 'work', used: 'current', satisfaction: 'satisfied' };
    const changed = setAnswer(interviewWith(answers), 'awareness', 'unknown');
    expect([...computeRelevance(changed)]).not.toContain('satisfaction');
    expect(changed.answers).toMatchObject({ used: 'current', satisfaction: 'satisfied' });
    const back = setAnswer(changed, 'awareness', 'name');
    expect([...computeRelevance(back)]).toContain('satisfaction');
  });

  test('ranks and asks for institutions per issue chosen', () => {
    const about = ['issues_top', 'institutions'];
    expect(listAsked({}, ...about)).toEqual([]);
    expect(listAsked({ issues: ['none'] }, ...about)).toEqual([]);
    expect(listAsked({ issues: { missing: 'refused' } }, ...about)).toEqual([]);
    const interview = interviewWith({ issues: ['other', 'finance', 'labour'], 'issues.other': '雪害' });
    const labels = (options: { label: { ja: string } }[]) => options.map(({ label }) => label.ja);
    expect(labels(listRows(interview, getItem(survey, 'institutions')))).toEqual([
      '雇用・労務',
      '資金繰り',
      'その他（雪害）',
    ]);
    expect(labels(listOptions(interview, getItem(survey, 'issues_top')))).toEqual([
      '雇用・労務',
      '資金繰り',
      'その他（雪害）',
    ]);
  });

  test('asks for a contact only on a wish and with consent, all on one screen', () => {
    const contact = ['consent_text', 'consent_contact', 'contact_name', 'contact_phone'];
    expect(listAsked({ consultation: 'no', consent_contact: 'yes' }, ...contact)).toEqual([]);
    expect(listAsked({ consultation: 'now' }, ...contact)).toEqual(['consent_text', 'consent_contact']);
    expect(listAsked({ consultation: 'within_year', consent_contact: 'no' }, ...contact)).toHaveLength(2);
    const screens = listScreens(interviewWith({ consultation: 'now', consent_contact: 'yes' }));
    expect(
      screens.filter(({ items }) => items.length > 1).map(({ items }) => items.map(({ code }) => code)),
    ).toEqual([
      ['consent_text', 'consent_contact'],
      ['contact_company', 'contact_name', 'contact_phone', 'contact_email'],
    ]);
  });

  test('can be shown section by section, in the same order', () => {
    const screens = listScreens(interviewWith({ consultation: 'now', awareness: 'work' }));
    const sections = joinSections(screens);
    expect(sections.map(({ key, section }) => `${section.code}.${key}`)).toEqual([
      'f.industry',
      'q1.issues',
      'q2.directions',
      'q3.awareness',
      'q4.institutions_detail',
      'q5.consultation',
    ]);
    expect(sections.flatMap(({ items }) => items)).toEqual(screens.flatMap(({ items }) => items));
    expect(screens[0]!.items).toHaveLength(1);
  });

  test('begins with the attributes, one question a screen', () => {
    const screens = listScreens(startInterview(survey));
    expect(screens.slice(0, 7).map(({ key }) => key)).toEqual([
      'industry',
      'employees',
      'sales',
      'municipality',
      'founded',
      'position',
      'issues',
    ]);
    expect(screens.every(({ items }) => items.length === 1)).toBe(true);
  });
});

describe('routing', () => {
  test('follows sections, rows of grids and conditions written before what they look at', () => {
    const questionnaire = questionnaireOf(
      { code: 'early', relevant: "${late} = 'x'" },
      { code: 'late' },
      { code: 'g', kind: 'grid', rows: optionsOf('r1', 'r2'), options: optionsOf('yes', 'no') },
      { code: 'why', relevant: "${g.r2} = 'no'" },
      { code: 'hidden', relevant: 'false()' },
      { code: 'after_hidden', relevant: "${hidden} = ''" },
    );
    questionnaire.sections.push({
      ...questionnaire.sections[0]!,
      code: 'b',
      relevant: "${why} != ''",
      items: [{ ...questionnaire.sections[0]!.items[1]!, code: 'inner' }],
    });
    const interview = startInterview(questionnaire, {
      late: 'x',
      g: { r1: 'yes', r2: 'no' },
      why: 'y',
      hidden: 'y',
    });
    const screens = listScreens(interview).map(({ key, section }) => `${section.code}.${key}`);
    expect(screens).toEqual(['a.early', 'a.late', 'a.g', 'a.why', 'a.after_hidden', 'b.inner']);
  });

  test('shows randomised options in an order of the response, "none" and "other" last', () => {
    const codes = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
    const questionnaire = questionnaireOf({
      kind: 'multiple',
      randomise: true,
      options: optionsOf('other?', ...codes, 'none!'),
    });
    const order = (seed: string) =>
      listOptions(startInterview(questionnaire, {}, seed), getItem(questionnaire, 'x')).map(
        ({ code }) => code,
      );
    expect(order('one')).toEqual(order('one'));
    expect(order('one')).not.toEqual(order('two'));
    expect(order('one').toSorted()).toEqual([...codes, 'none', 'other'].toSorted());
    expect(order('one').slice(-2)).toEqual(['other', 'none']);
    const answered = setAnswer(startInterview(questionnaire, {}, 'one'), 'x', order('one').slice(0, 3));
    expect(answered.answers.x).toEqual(order('one').slice(0, 3).toSorted());
  });
});
