import type { Instant } from '#domain/canonical/dates.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { listRecordsOfAccount } from '#client/storage/records.ts';

/** The issues that a company named in a survey, and when it answered. */
export interface HeardIssues {
  codes: string[];
  at: Instant;
}

/** Issues from the company's latest submitted response that names any; `none` is not one. */
export async function findHeardIssues(db: BansoDatabase, accountId: string): Promise<HeardIssues | undefined> {
  const responses = await listRecordsOfAccount(db, 'responses', accountId);
  const named = responses.flatMap(({ id, fields: { submittedAt, answers } }) => {
    const issues = answers?.['issues'];
    const codes = Array.isArray(issues) ? issues.filter((code): code is string => typeof code === 'string' && code !== 'none') : [];
    return submittedAt && codes.length > 0 ? [{ order: `${submittedAt}/${id}`, codes, at: submittedAt }] : [];
  });
  if (named.length === 0) return undefined;
  const { codes, at } = named.reduce((latest, one) => (one.order > latest.order ? one : latest));
  return { codes, at };
}
