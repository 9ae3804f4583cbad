import { computed, type ComputedRef } from 'vue';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Recorded } from '#domain/casework/recorded.ts';
import {
  findAssignmentOutcome,
  planLeadAssignment,
  type AssignmentOutcome,
} from '#domain/fieldwork/assignment.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { findAccountNames, listRecordsOfAccount } from '#client/records/records.ts';
import { listLivingLeadsOfResponse } from '#client/records/response-leads.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { AssignmentTarget } from './assign-response.ts';

/** What is about to be done with a response, and what it comes to. */
export interface Prospect extends AssignmentOutcome {
  /** The company that it is given to; empty for none. */
  companyName: string;
  /** The company that it leaves. */
  formerName: string;
  movesLead: boolean;
}

/** No account has it: a company that is about to be registered has given no responses. */
const NEW_ACCOUNT = '';

/** Follows what giving a response to somebody will come to, as this device has it; `undefined` while nothing is proposed. */
export function useAssignmentOutcome(
  response: () => Recorded<SurveyResponse>,
  target: () => AssignmentTarget | undefined,
): ComputedRef<Prospect | undefined> {
  const { db } = useWorkspace();

  async function look(): Promise<{ of: AssignmentTarget; prospect: Prospect } | undefined> {
    const own = response();
    const proposed = target();
    if (!proposed) return undefined;
    const before = own.fields.accountId;
    const accountId =
      proposed.kind === 'account' ? proposed.id : proposed.kind === 'newAccount' ? NEW_ACCOUNT : undefined;
    const accountIds = [before, accountId].filter((id) => id !== undefined);
    const [names, leads, ...others] = await Promise.all([
      findAccountNames(db, accountIds),
      listLivingLeadsOfResponse(db, own.id),
      ...accountIds.map((id) => listRecordsOfAccount(db, 'responses', id)),
    ]);
    const prospect: Prospect = {
      ...findAssignmentOutcome(own, accountId, others.flat()),
      companyName: proposed.kind === 'newAccount' ? proposed.name.trim() : (names.get(accountId ?? '') ?? ''),
      formerName: names.get(before ?? '') ?? '',
      movesLead: leads.some(
        ({ fields }) => Object.keys(planLeadAssignment(fields, before, accountId)).length > 0,
      ),
    };
    return { of: proposed, prospect };
  }
  const { data } = useLiveQuery(look, undefined, () => JSON.stringify([target(), response()]));
  // What was said of another proposal says nothing of this one.
  return computed(() => (data.value?.of === target() ? data.value?.prospect : undefined));
}
