import { describe, expect, it } from 'vitest';
import { findGivenContact, listDifferences, planFileUpdate } from '#domain/casework/file-differences.ts';
import { listKnownAnswers } from '#domain/casework/known-answers.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();
const differences = (account: object, answers: Record<string, string>) =>
  listDifferences(survey, account, answers).map(({ field, onFile, given }) => [field, onFile, given]);

describe('what a company said of itself beside its file', () => {
  it('is told by attribute; a legal form written otherwise is no other name', () => {
    const account = { name: '株式会社八戸水産', industry: 'manufacturing' };
    expect(differences(account, { industry: 'construction', contact_company: '㈱ 八戸水産' })).toEqual([
      ['industry', 'manufacturing', 'construction'],
    ]);
    expect(differences(account, { contact_company: '八戸フーズ', sales: 'made_up' })).toEqual([
      ['name', '株式会社八戸水産', '八戸フーズ'],
    ]);
  });

  it('agrees with a head count that lies in the band, and removes one that does not', () => {
    const account = { name: 'A', employeeCount: 30 };
    expect(differences(account, { employees: 'e21_50' })).toEqual([]);
    const found = listDifferences(survey, account, { employees: 'e51_100' });
    expect(planFileUpdate(account, found)).toEqual({
      forward: { employees: 'e51_100', employeeCount: null },
      backward: { employees: null, employeeCount: 30 },
    });
    expect(planFileUpdate({ name: 'A', employeeCount: 60 }, found).forward).toEqual({ employees: 'e51_100' });
  });

  it('names a person who is new, or only what is new of one who is known', () => {
    const answers = {
      contact_name: '田中 一郎',
      contact_phone: '0178-00-0000',
      contact_email: 'T@example.jp',
    };
    expect(findGivenContact(survey, answers, [])).toEqual({
      id: undefined,
      name: '田中 一郎',
      fields: { name: '田中 一郎', phone: '0178-00-0000', email: 'T@example.jp' },
    });
    const known = { name: '田中一郎', phone: '０１７８（００）００００', email: 't@example.jp' };
    expect(findGivenContact(survey, answers, [{ id: 'c', fields: known }])).toBeUndefined();
    expect(
      findGivenContact(survey, answers, [{ id: 'c', fields: { ...known, phone: '090' } }]),
    ).toMatchObject({ id: 'c', fields: { phone: '0178-00-0000' } });
    expect(findGivenContact(survey, { contact_phone: '1' }, [])).toBeUndefined();
  });
});

it('asks by a head count where the file has no band, and leaves out what the questionnaire does not offer', () => {
  expect(
    listKnownAnswers(survey, { account: { name: ' ', employeeCount: 3, industry: 'unheard_of' } }),
  ).toEqual([['employees', 'e0_5']]);
  expect(listKnownAnswers(survey, { visit: { issues: ['none'] } })).toEqual([]);
});
