import { answerOfRole, codeOfRole, type RolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { readCodes } from '#domain/questionnaire/stored-value.ts';
import { isCounted, type ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';

/** A theme of a study meeting that companies would come to. */
export interface StudyTheme {
  issue: string;
  /** How many answers have the issue, and how many wish to consult on it. */
  having: number;
  wishing: number;
  /** Whom to invite: companies of these answers that may be seen with their record. */
  companyIds: string[];
  /** Those that may not are one or two, who could be guessed from the list: there is none. */
  isWithheld: boolean;
}

/** From how many on the companies that are not listed cannot be guessed from those that are. */
const SMALLEST_REST = 3;

/** Themes from what companies are troubled by and wish to consult on, those that most wish for first. */
export function proposeThemes(
  responses: readonly ResponseRecord[],
  { questionnaire, surveyId }: { questionnaire: Questionnaire; surveyId: string },
  rolesOf: RolesOf,
  mayBeSeen: (response: ResponseRecord) => boolean,
): StudyTheme[] {
  const themes = new Map<string, { having: number; wishing: number; all: ResponseRecord[] }>();
  for (const response of responses) {
    if (!isCounted(questionnaire, surveyId, response)) continue;
    const { fields } = response;
    const roles = rolesOf(fields);
    const issues = readCodes(fields.answers?.[codeOfRole(roles, 'issues') ?? '']).filter(
      (code) => code !== 'none',
    );
    const wish = answerOfRole(fields.answers, roles, 'wish');
    const topics =
      wish === 'now' || wish === 'within_year'
        ? readCodes(fields.answers?.[codeOfRole(roles, 'wish.topics') ?? ''])
        : [];
    for (const issue of new Set([...issues, ...topics])) {
      const theme = themes.get(issue) ?? { having: 0, wishing: 0, all: [] };
      if (issues.includes(issue)) theme.having += 1;
      if (topics.includes(issue)) theme.wishing += 1;
      theme.all.push(response);
      themes.set(issue, theme);
    }
  }
  return [...themes]
    .map(([issue, { having, wishing, all }]): StudyTheme => {
      const seen = all.filter((each) => each.fields.accountId !== undefined && mayBeSeen(each));
      const rest = all.length - seen.length;
      const isWithheld = rest > 0 && rest < SMALLEST_REST;
      const companyIds = isWithheld ? [] : [...new Set(seen.flatMap(({ fields }) => fields.accountId ?? []))];
      return { issue, having, wishing, companyIds, isWithheld };
    })
    .sort((one, other) => other.wishing - one.wishing || other.having - one.having);
}
