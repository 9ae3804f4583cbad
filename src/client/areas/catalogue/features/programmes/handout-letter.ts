import { computed, type ComputedRef } from 'vue';
import { tokyoDate, type PlainDate } from '#domain/canonical/dates.ts';
import type { CentreCard } from '#protocol/respondent-page.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useCompany } from '#client/records/merged-accounts.ts';
import { listRecordsOfAccount, useRecord } from '#client/records/records.ts';
import { useStaff } from '#client/records/staff.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** What stands around the programmes on a company's sheet. */
export interface HandoutLetter {
  companyName: string | undefined;
  date: PlainDate;
  /** Who leads the visit; without a visit who is at the device. */
  person: string;
  centre: CentreCard;
  /** What was promised at the visit and is still to be done, the soonest first. */
  nextSteps: { id: string; text: string; dueDate: PlainDate | undefined }[];
}

/** Follows a visit as its company's sheet tells of it; without one there is only the centre and the day. */
export function useHandoutLetter(visitId: () => string | undefined): {
  letter: ComputedRef<HandoutLetter>;
  /** Keys of the programmes that were shown at the visit. */
  shown: ComputedRef<readonly string[]>;
} {
  const { db, session, now } = useWorkspace();
  const { nameOf } = useStaff();
  const visit = useRecord('visits', visitId);
  const fields = computed(() => visit.data.value?.fields);
  const account = useCompany(() => fields.value?.accountId);
  const promised = useLiveQuery(
    async () => {
      const accountId = fields.value?.accountId;
      return accountId ? listRecordsOfAccount(db, 'nextSteps', accountId) : [];
    },
    [],
    () => fields.value?.accountId,
  );
  const nextSteps = computed(() =>
    promised.data.value
      .filter((step) => step.fields.visitId === visitId() && step.fields.status === 'open')
      .map(({ id, fields: { text = '', dueDate } }) => ({ id, text, dueDate }))
      .sort((a, b) => ((a.dueDate ?? '9999') < (b.dueDate ?? '9999') ? -1 : 1)),
  );
  return {
    letter: computed(() => ({
      companyName: account.data.value?.fields.name,
      date: tokyoDate(fields.value?.startedAt ?? now()),
      person: nameOf(fields.value?.participants?.[0]) || session.user.name,
      centre: session.centre,
      nextSteps: nextSteps.value,
    })),
    shown: computed(() => fields.value?.programmes ?? []),
  };
}
