import { daysBetween, type PlainDate } from '#domain/canonical/dates.ts';

/** How long something has been open, in days: up to and with `to`. */
export const AGE_BANDS = [
  { from: 0, to: 3 },
  { from: 4, to: 7 },
  { from: 8, to: 30 },
  { from: 31, to: 90 },
  { from: 91, to: Infinity },
] as const;

/** Something that waits for somebody. */
export interface OpenItem {
  id: string;
  companyId: string | undefined;
  /** Since when. */
  since: PlainDate;
  owner: string | undefined;
  /** It should have been done by then. */
  dueDate?: PlainDate | undefined;
}

/** How much has been open for how long. */
export interface Ageing {
  total: number;
  /** One for each of `AGE_BANDS`. */
  bands: number[];
  overdue: number;
  /** In days; `null` where nothing is open. */
  oldest: number | null;
  unassigned: number;
}

/** How long things have been open. */
export function computeAgeing(items: readonly OpenItem[], today: PlainDate): Ageing {
  const ages = items.map(({ since }) => Math.max(0, daysBetween(since, today)));
  return {
    total: items.length,
    bands: AGE_BANDS.map(({ from, to }) => ages.filter((age) => age >= from && age <= to).length),
    overdue: items.filter(({ dueDate }) => dueDate !== undefined && dueDate < today).length,
    oldest: ages.length === 0 ? null : ages.reduce((most, age) => Math.max(most, age), 0),
    unassigned: items.filter(({ owner }) => owner === undefined).length,
  };
}

/** What somebody has open, for whoever gives out the next piece of work; never a measure of what they did. */
export interface OpenLoad {
  userId: string;
  leads: number;
  steps: number;
  visits: number;
}

/**
 * What each person has open, in the order in which the people are given: it is nobody's rank.
 *
 * @param userIds who works here
 */
export function computeOpenLoad(
  userIds: readonly string[],
  open: {
    leads: readonly OpenItem[];
    steps: readonly OpenItem[];
    visits: readonly { owners: readonly string[] }[];
  },
): OpenLoad[] {
  const count = (items: readonly OpenItem[], userId: string): number =>
    items.filter(({ owner }) => owner === userId).length;
  return userIds.map((userId) => ({
    userId,
    leads: count(open.leads, userId),
    steps: count(open.steps, userId),
    visits: open.visits.filter(({ owners }) => owners.includes(userId)).length,
  }));
}
