/** What became of a unit that was asked, as it counts in rates; each unit has one. */
export const UNIT_DISPOSITIONS = [
  'complete',
  'partial',
  'breakOff',
  'refusal',
  'blank',
  'contacted',
  'other',
  'undeliverable',
  'noReply',
  'notEligible',
  'late',
] as const;
export type UnitDisposition = (typeof UNIT_DISPOSITIONS)[number];

/** How many units stand at each disposition. */
export type DispositionCounts = Record<UnitDisposition, number>;

/** Nobody yet. */
export function countNone(): DispositionCounts {
  return Object.fromEntries(UNIT_DISPOSITIONS.map((code) => [code, 0])) as DispositionCounts;
}

/** The counts of several groups together. */
export function addCounts(groups: readonly DispositionCounts[]): DispositionCounts {
  const sum = countNone();
  for (const counts of groups) for (const code of UNIT_DISPOSITIONS) sum[code] += counts[code];
  return sum;
}

/** Units whose answers are complete enough to be valid (有効回収). */
export function countValid({ complete, partial }: DispositionCounts): number {
  return complete + partial;
}

/** All units that something was sent to (発送). */
export function countSent(counts: DispositionCounts): number {
  return UNIT_DISPOSITIONS.reduce((sum, code) => sum + counts[code], 0);
}
