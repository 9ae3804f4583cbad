import type { WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { ImportContract, PlanHead } from './import-contract.ts';

/** So many entries of a list are taken in at once: a page that took in 50,000 rows together would stand still meanwhile. */
export const PLAN_PART = 1_000;

/** What of a plan goes to the page at once. */
export function headOfPlan<Plan extends object>(plan: Plan): PlanHead<Plan> {
  const entries = Object.entries(plan);
  return {
    rest: Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value))),
    lengths: Object.fromEntries(
      entries.flatMap(([list, value]) => (Array.isArray(value) ? [[list, value.length]] : [])),
    ),
  } as unknown as PlanHead<Plan>;
}

/** The whole plan, whose lists come from the worker part by part. */
export async function takePlan<Plan extends object>(
  link: WorkerLink<ImportContract>,
  { rest, lengths }: PlanHead<Plan>,
): Promise<Plan> {
  const lists: Record<string, unknown[]> = {};
  for (const [list, length] of Object.entries<number>(lengths)) {
    const taken: unknown[] = [];
    while (taken.length < length) {
      const part = await link.ask('planPart', { list, from: taken.length });
      if (part.length === 0) throw new Error(`the plan has no more of ${list}`);
      taken.push(...part);
    }
    lists[list] = taken;
  }
  return { ...rest, ...lists } as unknown as Plan;
}
