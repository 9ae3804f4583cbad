import type { Instant } from '#domain/canonical/dates.ts';
import { isVisibleWithAccount } from '#domain/casework/record-consent.ts';
import { COUNTING } from '#domain/fieldwork/duplicate-pairs.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';

/** The issues that a company named in a survey, and when it answered. */
export interface HeardIssues {
  codes: string[];
  at: Instant;
}

/**
 * Issues from the company's latest submitted response that names any and may be seen with its
 * record; `none` is not one. A
 * further response of a survey for which another one counts is left out, whatever the office
 * has yet to decide about the two.
 */
export async function findHeardIssues(
  db: BansoDatabase,
  accountId: string,
): Promise<HeardIssues | undefined> {
  const responses = (await listRecordsOfAccount(db, 'responses', accountId)).filter(
    ({ fields }) => fields.submittedAt !== undefined && isVisibleWithAccount(fields),
  );
  const counted = new Set(
    responses
      .filter(({ fields }) => COUNTING.includes(fields.disposition))
      .map(({ fields }) => fields.surveyId),
  );
  const heard = responses.filter(
    ({ fields }) => fields.disposition !== 'duplicate' || !counted.has(fields.surveyId),
  );
  const named = heard.flatMap(({ id, fields: { submittedAt, answers } }) => {
    const issues = answers?.['issues'];
    const codes = Array.isArray(issues)
      ? issues.filter((code): code is string => typeof code === 'string' && code !== 'none')
      : [];
    return submittedAt && codes.length > 0 ? [{ order: `${submittedAt}/${id}`, codes, at: submittedAt }] : [];
  });
  if (named.length === 0) return undefined;
  const { codes, at } = named.reduce((latest, one) => (one.order > latest.order ? one : latest));
  return { codes, at };
}
