import type { Edit } from '#client/storage/write-record.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Local } from '#client/storage/database.ts';

/** The saved weightings of a survey, and the ways to change them. */
export interface Weightings {
  list: LiveQuery<Local<'weightings'>[]>;
  /** Saves a weighting, a new one without an id; gives its id. */
  save(id: string | undefined, surveyId: string, fields: Edit<'weightings'>): Promise<string>;
  remove(id: string): Promise<void>;
}

/** Follows the weightings of a survey. */
export function useWeightings(surveyId: () => string | undefined): Weightings {
  const { db, write, remove, newId } = useWorkspace();
  return {
    list: useLiveQuery(
      async () => {
        const all = await db.weightings.toArray();
        return all.filter(({ deletedAt, fields }) => deletedAt === null && fields.surveyId === surveyId());
      },
      [],
      surveyId,
    ),
    async save(id, survey, fields) {
      const recordId = id ?? newId();
      await write('weightings', recordId, { ...fields, ...(id === undefined && { surveyId: survey }) });
      return recordId;
    },
    remove: (id) => remove('weightings', id),
  };
}
