import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { readCodes, readRows } from '#domain/questionnaire/stored-value.ts';
import { isCounted, type ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import type { GapMapItems } from './gap-map-spec.ts';

/** Who stands behind a cell of a gap map. */
export interface CellCompanies {
  /** How many responses say so. */
  count: number;
  /** The companies whose answers may be seen with their record, as far as this device knows them. */
  accountIds: string[];
  /** The rest is one or two, who could be guessed from the list: there is none. */
  isWithheld: boolean;
}

/** From how many on the companies that are not listed cannot be guessed from those that are. */
const SMALLEST_REST = 3;

/**
 * The companies of a cell: who has the issue and wants the institution's help with it.
 *
 * @param responses as the device has them: where a company may not be known, its response names none
 * @param mayBeSeen whether a response may be seen with its company's record
 */
export function listCellCompanies(
  responses: readonly ResponseRecord[],
  { questionnaire, surveyId, items }: { questionnaire: Questionnaire; surveyId: string; items: GapMapItems },
  cell: { issue: string; institution: string },
  mayBeSeen: (response: ResponseRecord) => boolean,
): CellCompanies {
  const wanting = responses.filter((response) => {
    if (!isCounted(questionnaire, surveyId, response)) return false;
    const answers = response.fields.answers ?? {};
    const hasIssue = readCodes(answers[items.issues.code]).includes(cell.issue);
    return (
      hasIssue && readCodes(readRows(answers[items.institutions.code])[cell.issue]).includes(cell.institution)
    );
  });
  const seen = wanting.flatMap((response) =>
    response.fields.accountId !== undefined && mayBeSeen(response) ? [response.fields.accountId] : [],
  );
  const rest = wanting.length - seen.length;
  const isWithheld = rest > 0 && rest < SMALLEST_REST;
  return { count: wanting.length, accountIds: isWithheld ? [] : [...new Set(seen)], isWithheld };
}
