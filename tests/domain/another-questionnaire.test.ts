import { describe, expect, it } from 'vitest';
import { inventAnswers } from '#cli/demo/answers.ts';
import { inventCompanies } from '#cli/demo/companies.ts';
import { getCompanyAttributes } from '#domain/advice/matching-account.ts';
import type { Json } from '#domain/canonical/json.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { findHeardIssues } from '#domain/casework/heard-issues.ts';
import { isVisibleWithAccount } from '#domain/casework/record-consent.ts';
import { findSurveyLead } from '#domain/casework/survey-lead.ts';
import { composeAccount } from '#domain/fieldwork/assignment.ts';
import { withoutIdentity } from '#domain/fieldwork/consent.ts';
import { isTakeable } from '#domain/fieldwork/settlement.ts';
import { checkSubmission } from '#domain/fieldwork/submission-check.ts';
import { findStatedName } from '#domain/fieldwork/unassigned-responses.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { listScreens } from '#domain/interview/screens.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { findItemOfRole, indexRoles, itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { codebookOf, datasetFromResponses } from '#domain/tabulation/dataset/survey-dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { renameItems } from '#tests/support/renamed-questionnaire.ts';

/*
 * The questionnaire of the seeds, and one that asks the same under other codes: whatever is made
 * of the answers has to be the same.
 */

const seed = readSurvey();
const { questionnaire: renamed, codeOf, rename } = renameItems(seed);
const NOW = '2026-11-20T05:30:00.000Z';

/** One company that wishes to consult, one that agrees to nothing, and a hundred of the sample. */
const WISHES: Record<string, Json> = {
  industry: 'construction',
  employees: 'e21_50',
  sales: 'from_100m',
  municipality: 'hachinohe',
  position: 'president',
  issues: ['labour', 'sales'],
  issues_top: ['sales', 'labour'],
  consultation: 'now',
  consultation_topics: ['sales', 'other'],
  'consultation_topics.other': '工場の移転',
  consultation_detail: '後継者のこと',
  consent_contact: 'yes',
  contact_company: '八戸水産',
  contact_name: '工藤',
  contact_phone: '0178-00-0000',
  contact_email: 'a@example.jp',
  contact_way: 'visit',
  contact_time: ['morning', 'afternoon'],
  consent_record: 'yes',
};
const random = new SeededRandom(7);
const ANSWERS: Record<string, Json>[] = [
  WISHES,
  { ...WISHES, consent_record: 'no' },
  { ...WISHES, consent_contact: 'no' },
  ...inventCompanies(random, 100).map((company) => ({ ...inventAnswers(random, seed, company) })),
];

function responseOf(questionnaire: Questionnaire, answers: Record<string, Json>): Partial<SurveyResponse> {
  return {
    surveyId: 'wave',
    questionnaireId: questionnaire.id,
    questionnaireRevision: questionnaire.revision,
    channel: 'link',
    accountId: 'company',
    startedAt: NOW,
    submittedAt: NOW,
    disposition: 'complete',
    answers,
    notes: Object.fromEntries(Object.keys(answers).map((code) => [code, '…'])),
  };
}

/** What is made of one company's answers, by item code where it is kept so. */
function digest(questionnaire: Questionnaire, given: Record<string, Json>) {
  const interview = startInterview(questionnaire, given, 'seed', '2026-11-20');
  const answers: Record<string, Json> = { ...computeSubmittedAnswers(interview) };
  const response = responseOf(questionnaire, answers);
  const roles = itemRolesOf(questionnaire);
  const origin = { responseId: 'r', response, account: undefined, now: NOW, language: 'ja' as const };
  const account = composeAccount('八戸水産', response, roles);
  const places = findItemOfRole(questionnaire, 'attribute.municipality')?.options ?? [];
  const project = (keepsWishes: boolean) => withoutIdentity(response as never, questionnaire, keepsWishes);
  const stored = [{ id: '01a1a3da-fc00-7e49-a32a-5315fcb6979e', fields: response }];
  return {
    byCode: { answers, forTables: project(true)['answers'], forOthers: project(false)['answers'] },
    notesLeft: Object.keys((project(false)['notes'] ?? {}) as object).length,
    screens: listScreens(interview).length,
    faults: checkSubmission(interview).map(({ problem }) => problem),
    disposition: computeDisposition(interview),
    isVisible: isVisibleWithAccount(response, roles),
    lead: findSurveyLead(startInterview(questionnaire, answers), origin),
    account,
    attributes: getCompanyAttributes(account, places),
    heard: findHeardIssues(stored, indexRoles([questionnaire])),
    statedName: findStatedName(response, roles, {}),
  };
}

describe('a questionnaire with other codes', () => {
  it('has none of the codes of the first one', () => {
    const codes = new Set(seed.sections.flatMap(({ items }) => items.map(({ code }) => code)));
    expect(renamed.sections.flatMap(({ items }) => items).filter(({ code }) => codes.has(code))).toEqual([]);
  });

  it('gives the same interview, consent, lead, company, issues and name', () => {
    for (const answers of ANSWERS) {
      const { byCode, ...first } = digest(seed, answers);
      const { byCode: otherByCode, ...other } = digest(renamed, rename(answers));
      expect(other).toEqual(first);
      for (const part of ['answers', 'forTables', 'forOthers'] as const)
        expect(otherByCode[part]).toEqual(rename(byCode[part] as Record<string, Json>));
    }
  });

  it('makes the lead and tells the company and its issues, so that the same is not nothing', () => {
    const told = digest(renamed, rename(WISHES));
    expect(told.lead).toMatchObject({
      companyName: '八戸水産',
      contactName: '工藤',
      contactPhone: '0178-00-0000',
      issues: ['sales', 'other'],
      about: '工場の移転\n後継者のこと',
      preferredWay: 'visit',
    });
    expect(told.account).toMatchObject({ industry: 'construction', municipality: 'hachinohe' });
    expect(told.attributes).toEqual({ industry: 'construction', employees: 'e21_50', region: 'sanpachi' });
    expect(told.heard?.codes).toEqual(['labour', 'sales']);
    expect(told.isVisible).toBe(true);
    expect(digest(renamed, rename({ ...WISHES, consent_record: 'no' }))).toMatchObject({
      isVisible: false,
      account: { name: '八戸水産' },
      heard: undefined,
    });
    expect(isTakeable(codeOf('consent_record'), itemRolesOf(renamed))).toBe(false);
  });

  it('fills the same tables', () => {
    const tablesOf = (questionnaire: Questionnaire, given: readonly Record<string, Json>[]) => {
      const responses = given.map((answers, index) => ({
        id: String(index).padStart(4, '0'),
        fields: responseOf(questionnaire, answers),
      }));
      const { dataset } = datasetFromResponses(questionnaire, 'wave', responses);
      const banner = codebookOf(questionnaire, 'ja').columns.map(({ name }) => name);
      return computeTable(dataset, { stub: [[], ['region']], banner, base: 'asked' }).blocks.map(
        ({ total, count, rowShare }) => ({ total, count, rowShare }),
      );
    };
    const first = tablesOf(seed, ANSWERS);
    expect(tablesOf(renamed, ANSWERS.map(rename))).toEqual(first);
    expect(first[0]?.total.unweightedBase).toBeGreaterThan(90);
  });
});

describe('a questionnaire that was published before items said what they are for', () => {
  const former: Questionnaire = {
    ...seed,
    revision: 1,
    sections: seed.sections.map((section) => ({
      ...section,
      items: section.items.map(({ role: _, ...item }) => item),
    })),
  };

  it('is read by the codes of the first one', () => {
    for (const answers of ANSWERS) expect(digest(former, answers)).toEqual(digest(seed, answers));
    expect([...itemRolesOf(former)].sort()).toEqual([...itemRolesOf(seed)].sort());
  });

  it('is the only kind that is: where one item has a role, codes say nothing', () => {
    const [first, ...rest] = former.sections;
    const [industry, ...others] = first!.items;
    const declaring = {
      ...former,
      sections: [
        { ...first!, items: [{ ...industry!, role: 'attribute.industry' as const }, ...others] },
        ...rest,
      ],
    };
    const roles = [...itemRolesOf(declaring)].filter(([, role]) => role !== 'contact.other');
    expect(roles).toEqual([['industry', 'attribute.industry']]);
    expect(findItemOfRole(declaring, 'consent.record')).toBeUndefined();
  });
});
