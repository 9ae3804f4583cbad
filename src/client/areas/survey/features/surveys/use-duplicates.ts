import { computed } from 'vue';
import { findDuplicates, type Duplicates } from '#domain/fieldwork/duplicate-pairs.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { findAccountNames } from '#client/records/records.ts';
import { useWorkspace } from '#client/records/workspace.ts';

interface Found extends Duplicates {
  /** Of the companies with something to settle, by account. */
  companyNames: ReadonlyMap<string, string>;
}

const NOTHING: Found = { open: [], settledCount: 0, unpairedCount: 0, companyNames: new Map() };

/** Follows a survey's duplicates as they stand on this device. */
export function useDuplicates(surveyId: () => string) {
  const { db } = useWorkspace();

  async function read(): Promise<Found> {
    const responses = (await db.responses.toArray()).filter(
      ({ fields, deletedAt }) =>
        deletedAt === null && fields.surveyId === surveyId() && fields.accountId !== undefined,
    );
    const duplicates = findDuplicates(responses);
    return {
      ...duplicates,
      companyNames: await findAccountNames(
        db,
        duplicates.open.map(({ accountId }) => accountId),
      ),
    };
  }
  const { data, ready } = useLiveQuery<Found>(read, NOTHING, surveyId);
  return { duplicates: computed(() => data.value), ready };
}
