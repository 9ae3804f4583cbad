import type { Instant } from '#domain/canonical/dates.ts';
import type { Lead } from '#domain/records/lead.ts';
import { isLeadOver } from './lead-transitions.ts';
import { madeAtOf, type Recorded } from './recorded.ts';

/** A colleague as a possible taker of a lead. */
export interface Assignee {
  userId: string;
  name: string;
  expertise: readonly string[];
  /** Municipalities that they cover; none or absent: all. */
  areas?: readonly string[] | undefined;
  active: boolean;
}

/** How much somebody has to do, and when they were last given something. */
export interface Workload {
  open: number;
  lastAssignedAt: Instant | undefined;
}

/** A possible taker with all that speaks for or against them. */
export interface RankedAssignee<A extends Assignee> extends Workload {
  person: A;
  /** Issues of the lead that they know. */
  matching: string[];
  /** Whether the lead's municipality is one that they cover; `undefined` where they have none of their own or it is not known. */
  inArea: boolean | undefined;
}

/** Whether a lead's municipality is among a person's own. */
function coversArea({ areas = [] }: Assignee, municipality: string | undefined): boolean | undefined {
  return areas.length === 0 || municipality === undefined ? undefined : areas.includes(municipality);
}

/** Everybody's open leads and the time of their latest assignment, whatever became of that lead. */
export function computeWorkloads(leads: Iterable<Recorded<Lead>>): Map<string, Workload> {
  const loads = new Map<string, Workload>();
  for (const { fields } of leads) {
    const { assignedTo, assignedAt } = fields;
    if (assignedTo === undefined) continue;
    const load = loads.get(assignedTo) ?? { open: 0, lastAssignedAt: undefined };
    const isLater = assignedAt !== undefined && (load.lastAssignedAt ?? '') < assignedAt;
    loads.set(assignedTo, {
      open: load.open + (isLeadOver(fields) ? 0 : 1),
      lastAssignedAt: isLater ? assignedAt : load.lastAssignedAt,
    });
  }
  return loads;
}

/**
 * Who may take a lead, the likeliest first: those at work who know most of its issues; of these those whose area it is
 * in before those who cover everything, and others last; of these who has the fewest open leads, and then who has
 * waited longest.
 */
export function rankAssignees<A extends Assignee>(
  staff: readonly A[],
  lead: Partial<Lead>,
  loads: ReadonlyMap<string, Workload>,
): RankedAssignee<A>[] {
  const nearness = (inArea: boolean | undefined): number => (inArea === undefined ? 1 : inArea ? 0 : 2);
  return staff
    .filter(({ active }) => active)
    .map((person) => ({
      person,
      matching: (lead.issues ?? []).filter((issue) => person.expertise.includes(issue)),
      inArea: coversArea(person, lead.municipality),
      ...(loads.get(person.userId) ?? { open: 0, lastAssignedAt: undefined }),
    }))
    .sort(
      (left, right) =>
        right.matching.length - left.matching.length ||
        nearness(left.inArea) - nearness(right.inArea) ||
        left.open - right.open ||
        compare(left.lastAssignedAt ?? '', right.lastAssignedAt ?? '') ||
        left.person.name.localeCompare(right.person.name, 'ja'),
    );
}

/** A lead with whom it is proposed for, and why. */
export interface ProposedAssignment<L extends Recorded<Lead>, A extends Assignee> {
  lead: L;
  /** The best first; the first is the proposal. */
  ranked: RankedAssignee<A>[];
}

/**
 * Proposes people for several leads at once, those that have waited longest first. What is proposed counts as load for
 * the next, so that one person does not get all.
 */
export function proposeAssignments<L extends Recorded<Lead>, A extends Assignee>(
  leads: readonly L[],
  staff: readonly A[],
  loads: ReadonlyMap<string, Workload>,
): ProposedAssignment<L, A>[] {
  const growing = new Map(loads);
  return [...leads]
    .sort((left, right) => compare(left.id, right.id))
    .map((lead) => {
      const ranked = rankAssignees(staff, lead.fields, growing);
      const first = ranked[0];
      if (first)
        growing.set(first.person.userId, { open: first.open + 1, lastAssignedAt: madeAtOf(lead.id) });
      return { lead, ranked };
    });
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
