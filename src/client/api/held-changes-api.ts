import type { HeldChange, HeldChangeList } from '#protocol/held-changes.ts';
import { askServer } from './http.ts';

/*
 * What people recorded and may no longer write, as the office decides about it. Everything throws
 * ApiProblem (`not-found` for what somebody else has decided about meanwhile) and Unreachable.
 */

/** What waits, in the order in which it came. */
export async function listHeldChanges(): Promise<HeldChange[]> {
  return (await askServer<HeldChangeList>('/api/held-changes')).body.changes;
}

/** Takes a change in, as its author made it. */
export async function acceptHeldChange(changeId: string): Promise<void> {
  await askServer(`/api/held-changes/${encodeURIComponent(changeId)}/accept`, { method: 'POST', body: {} });
}

/** Does not take it in; its author is told the reason. */
export async function declineHeldChange(changeId: string, reason: string): Promise<void> {
  await askServer(`/api/held-changes/${encodeURIComponent(changeId)}/decline`, {
    method: 'POST',
    body: { reason },
  });
}
