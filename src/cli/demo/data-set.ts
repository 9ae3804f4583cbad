import { addDays, tokyoDate, tokyoInstant, type Instant } from '#domain/canonical/dates.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Answers, Questionnaire } from '#domain/questionnaire/model.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { Survey } from '#protocol/survey-schema.ts';
import { inventAnswers } from './answers.ts';
import { inventVisits, type DemoAccount, type DemoRecord } from './casework.ts';
import { withRepeatedCompanies } from './repeated-companies.ts';
import { inventLeads } from './leads.ts';
import { inventCompanies } from './companies.ts';
import { planFieldworkDays } from './fieldwork-days.ts';
import type { DemoPerson } from './people.ts';
import { inventUnfinished } from './unfinished.ts';
import { inventManagement } from './management.ts';
import { inventWeighting } from './weighting.ts';
import { withWords } from './words.ts';

/** The survey of the report: 7,500 companies asked, 1,260 answers. */
export const DEMO_ACCOUNTS = 7_500;
export const DEMO_RESPONSES = 1_260;

/** What the invented data set is made from; the same input gives the same data. */
export interface DemoInput {
  seed: number;
  now: Instant;
  questionnaire: Questionnaire;
  survey: Survey;
  people: readonly DemoPerson[];
  programmeKeys: string[];
  /** Of those the keys of which applications end within days. */
  endingSoon?: string[];
}

/** The invented data set: accounts, responses, a week of visits, leads and promises, and a weighting. */
export function inventDataSet({
  seed,
  now,
  questionnaire,
  survey,
  people,
  programmeKeys,
  endingSoon = [],
}: DemoInput): DemoRecord[] {
  const random = new SeededRandom(seed);
  const startMs = Date.parse(now) - 60 * 86_400_000;
  let made = 0;
  const newId = (at?: Instant): string =>
    uuidV7((at === undefined ? startMs : Date.parse(at)) + (made += 1), (count) => random.bytes(count));
  const office = people.find(({ role }) => role === 'office')!;
  const coordinators = people.filter(({ role }) => role === 'coordinator');
  const context = { random, newId, now, coordinators, programmeKeys, endingSoon, questionnaire };
  const days = planFieldworkDays(now);

  const importedAt = new Date(startMs).toISOString();
  const accounts: DemoAccount[] = withRepeatedCompanies(
    inventCompanies(random, DEMO_ACCOUNTS).map((company) => ({ id: newId(), company })),
    { by: office.userId, at: tokyoInstant(addDays(tokyoDate(now), -12), '11:00') },
  );
  const responses = random
    .shuffle(accounts.filter(({ isRepeated }) => !isRepeated))
    .slice(0, DEMO_RESPONSES)
    .map((account, index) => {
      const day = days.arrived(random.next());
      const submittedAt = tokyoInstant(
        day,
        `${String(9 + random.below(9)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}`,
      );
      const answers = withWords(inventAnswers(random, questionnaire, account.company), index);
      const way = channelOf(index, coordinators);
      return { account, id: newId(), answers, submittedAt, way };
    });
  const single = accounts.filter(({ isRepeated }) => !isRepeated);
  return [
    ...accounts.map(({ id, company }) => ({
      collection: 'accounts' as const,
      id,
      fields: company,
      madeBy: office.userId,
      madeAt: importedAt,
    })),
    ...responses.map(({ account, id, answers, submittedAt, way }) => ({
      collection: 'responses' as const,
      id,
      fields: { ...toResponse(survey, account.id, answers, submittedAt), ...way },
      madeBy: way.interviewerId ?? office.userId,
      madeAt: submittedAt,
    })),
    ...inventLeads(context, responses),
    ...inventVisits(context, single),
    ...inventUnfinished(context, single),
    {
      collection: 'weightings' as const,
      id: newId(),
      fields: inventWeighting(survey.id, accounts),
      madeBy: office.userId,
      madeAt: importedAt,
    },
    ...inventManagement({
      seed: seed + 1,
      now,
      questionnaire,
      surveyId: survey.id,
      accounts,
      responses: responses.map(({ account, id, answers, submittedAt, way }) => ({
        id,
        fields: { ...toResponse(survey, account.id, answers, submittedAt), ...way },
      })),
      people,
    }),
  ];
}

/** How an answer came: of 50 two were given on a visit and thirteen by the link of the letter, the others came on paper. */
function channelOf(
  index: number,
  coordinators: readonly DemoPerson[],
): Pick<SurveyResponse, 'channel' | 'interviewerId'> {
  const place = index % 50;
  const visitor = coordinators[index % coordinators.length];
  if (place % 25 === 7 && visitor) return { channel: 'visit', interviewerId: visitor.userId };
  return { channel: place % 4 === 1 ? 'link' : 'paper' };
}

function toResponse(
  survey: Survey,
  accountId: string,
  answers: Answers,
  submittedAt: Instant,
): Omit<SurveyResponse, 'channel'> {
  return {
    surveyId: survey.id,
    questionnaireId: survey.questionnaireId,
    questionnaireRevision: survey.questionnaireRevision,
    accountId,
    startedAt: submittedAt,
    submittedAt,
    disposition: 'complete',
    answers,
    invented: true,
  };
}
