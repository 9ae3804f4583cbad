import { planCalls } from '#domain/casework/management/visit-plan.ts';
import { newPlannedVisit } from '#domain/casework/new-visit.ts';
import type { PlainDate } from '#domain/canonical/dates.ts';
import type { Workspace } from '#client/records/workspace.ts';

/** A plan as it is chosen: who goes to whom, from when on. */
export interface ReachPlan {
  companyIds: readonly string[];
  userId: string;
  from: PlainDate;
  perDay: number;
}

/**
 * Records a plan, all or nothing: planned visits of the person where whoever plans may record visits, else next steps of
 * theirs. Rejects where the device cannot keep it.
 */
export async function makePlan(
  workspace: Workspace,
  { companyIds, userId, from, perDay }: ReachPlan,
  { asVisits, words }: { asVisits: boolean; words: { purpose: string; stepText: string } },
): Promise<void> {
  const calls = planCalls(companyIds, from, perDay);
  if (asVisits) {
    const added = calls.map(({ companyId, day }) => ({
      id: workspace.newId(),
      fields: { ...newPlannedVisit(companyId, userId, day), purpose: words.purpose },
    }));
    await workspace.writeMany('visits', { added, edited: [] });
    return;
  }
  const added = calls.map(({ companyId, day }) => ({
    id: workspace.newId(),
    fields: {
      accountId: companyId,
      text: words.stepText,
      dueDate: day,
      owner: userId,
      status: 'open' as const,
    },
  }));
  await workspace.writeMany('nextSteps', { added, edited: [] });
}
