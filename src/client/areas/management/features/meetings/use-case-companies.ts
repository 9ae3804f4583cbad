import type { OverdueCase } from '#domain/casework/management/meeting-cases.ts';
import type { MeetingItem } from '#domain/records/meeting.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { findAccountNames } from '#client/records/records.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { useMessages } from '#ui/messages.ts';
import { meetingMessages } from './meeting-messages.ts';

/** The companies of cases by name, as this device knows them now. */
export interface CaseCompanies {
  nameOf: (accountId: string | undefined) => string;
  /** Those of a part, for something to be promised to; none where it has no cases. */
  choicesOf: (item: MeetingItem) => { value: string; label: string }[];
}

/** Whether a part lists leads and referrals past due. */
export function hasCases({ part }: Pick<MeetingItem, 'part'>): boolean {
  return part === 'leads' || part === 'referrals';
}

/** Follows the names of the companies of cases. */
export function useCaseCompanies(cases: () => readonly OverdueCase[]): CaseCompanies {
  const { db } = useWorkspace();
  const t = useMessages(meetingMessages);
  const names = useLiveQuery<Map<string, string>>(
    () =>
      findAccountNames(
        db,
        cases().flatMap(({ accountId }) => accountId ?? []),
      ),
    new Map(),
    cases,
  );
  const nameOf = (accountId: string | undefined): string =>
    names.data.value.get(accountId ?? '') ?? t('gone');
  return {
    nameOf,
    choicesOf(item) {
      if (!hasCases(item)) return [];
      const ids = cases().flatMap(({ id, accountId }) =>
        item.leftOut?.includes(id) ? [] : (accountId ?? []),
      );
      return [...new Set(ids)].map((value) => ({ value, label: nameOf(value) }));
    },
  };
}
