import { isCounting } from '#domain/records/dispositions.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { madeAtOf, type Recorded } from '#domain/casework/recorded.ts';

/** A company's further response and the one of its responses that counts. */
export interface DuplicatePair {
  accountId: string;
  primary: Recorded<SurveyResponse>;
  other: Recorded<SurveyResponse>;
}

/** A survey's duplicates: those to be settled, the oldest first, and how many have been. */
export interface Duplicates {
  open: DuplicatePair[];
  settledCount: number;
  /** Further responses whose company has none that counts among those given. */
  unpairedCount: number;
}

/** Finds the duplicates among a survey's responses and, for each, the response that counts. */
export function findDuplicates(responses: readonly Recorded<SurveyResponse>[]): Duplicates {
  const inOrder = responses.filter(({ fields }) => fields.submittedAt !== undefined).sort(byArrival);
  const primaries = new Map<string, Recorded<SurveyResponse>>();
  for (const response of inOrder) {
    const { accountId, disposition } = response.fields;
    if (accountId !== undefined && isCounting(disposition) && !primaries.has(accountId))
      primaries.set(accountId, response);
  }
  const duplicates = inOrder.filter(({ fields }) => fields.disposition === 'duplicate');
  const unsettled = duplicates.filter(({ fields }) => fields.settledAt === undefined);
  const open = unsettled.flatMap((other): DuplicatePair[] => {
    const { accountId } = other.fields;
    const primary = accountId === undefined ? undefined : primaries.get(accountId);
    return accountId === undefined || !primary ? [] : [{ accountId, primary, other }];
  });
  return {
    open,
    settledCount: duplicates.length - unsettled.length,
    unpairedCount: unsettled.length - open.length,
  };
}

function byArrival(left: Recorded<SurveyResponse>, right: Recorded<SurveyResponse>): number {
  const [one, other] = [left, right].map(({ id, fields }) => fields.submittedAt ?? madeAtOf(id)) as [
    string,
    string,
  ];
  return one < other ? -1 : one > other ? 1 : left.id < right.id ? -1 : 1;
}
