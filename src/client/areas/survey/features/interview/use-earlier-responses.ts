import { computed, type ComputedRef } from 'vue';
import { findEarlierResponses, type EarlierResponses } from '#domain/casework/earlier-responses.ts';
import type { Local } from '#client/storage/database.ts';
import { indexRoles } from '#domain/questionnaire/find-by-role.ts';
import { loadItemRoles } from '#client/records/item-roles.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** What the company of a visit has answered before, as far as it lets that be seen. */
export interface EarlierAnswers extends EarlierResponses<Local<'responses'>> {
  /** The latest and most useful answer to the survey that is asked about now. */
  toSupplement: Local<'responses'> | undefined;
}

/** Follows them. */
export function useEarlierResponses(
  visitId: () => string,
  accountId: () => string | undefined,
  surveyId: () => string | undefined,
): { earlier: ComputedRef<EarlierAnswers>; ready: ComputedRef<boolean> } {
  const { db } = useWorkspace();
  // Together: without the roles nobody can tell what a company lets be seen.
  const history = useLiveQuery(
    async () => {
      const id = accountId();
      return {
        rolesOf: await loadItemRoles(db),
        responses: id === undefined ? [] : await listRecordsOfAccount(db, 'responses', id),
      };
    },
    { rolesOf: indexRoles([]), responses: [] },
    accountId,
  );
  const earlier = computed(() => {
    const found = findEarlierResponses(
      history.data.value.responses,
      { visitId: visitId(), surveyId: surveyId() },
      history.data.value.rolesOf,
    );
    const first = found.submitted[0];
    return { ...found, toSupplement: first?.fields.surveyId === surveyId() ? first : undefined };
  });
  return { earlier, ready: computed(() => history.ready.value) };
}
