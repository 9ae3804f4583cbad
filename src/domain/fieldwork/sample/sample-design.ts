import { COMPANY_ATTRIBUTES, type CompanyAttribute } from '#domain/casework/company-attributes.ts';

/** By what the addresses of a list may be put into strata. */
export const SAMPLE_DIMENSIONS = COMPANY_ATTRIBUTES;
export type SampleDimension = CompanyAttribute;

/** How many are drawn from each stratum at least: two, where how much it differs within is to be known. */
export type StratumMinimum = 0 | 1 | 2;

/** How many are drawn from each stratum. */
export type Allocation =
  /** In proportion to how many there are; `minimum` from each stratum that has so many. */
  | { kind: 'proportional'; size: number; minimum: StratumMinimum }
  /** The same number from each. */
  | { kind: 'fixed'; each: number }
  /** In proportion to how many there are times how much they differ, which is said by stratum (`keyOfStratum`). */
  | { kind: 'neyman'; size: number; minimum: StratumMinimum; deviations: Record<string, number> };

/** Whom a survey asks of a list: everyone, or some of each stratum by chance. Without dimensions the list is one stratum. */
export type SampleDesign =
  | { kind: 'census' }
  | { kind: 'stratified'; by: SampleDimension[]; allocation: Allocation };

/** An address as far as samples are drawn by it. */
export type SampleUnit = {
  unitId: string;
  /** Its place in the list: the order in which a sample is drawn. */
  row: number;
} & { [Dimension in SampleDimension]?: string | null };

/** Addresses that are alike in the dimensions of a design. */
export interface Stratum {
  /** See `keyOfStratum`. */
  key: string;
  /** In the order of the dimensions; empty where the list does not say. */
  codes: string[];
  /** How many the list has of it. */
  total: number;
}

/** What a stratum is known by: its codes in the order of the dimensions. */
export function keyOfStratum(codes: readonly string[]): string {
  return codes.join('/');
}

/** The strata of units, each with its units in the order of the list; in the order of their keys. */
export function groupByStratum(
  units: readonly SampleUnit[],
  by: readonly SampleDimension[],
): { stratum: Stratum; units: SampleUnit[] }[] {
  const groups = new Map<string, { stratum: Stratum; units: SampleUnit[] }>();
  for (const unit of [...units].sort((one, other) => one.row - other.row)) {
    const codes = by.map((dimension) => unit[dimension] ?? '');
    const key = keyOfStratum(codes);
    const group = groups.get(key) ?? { stratum: { key, codes, total: 0 }, units: [] };
    groups.set(key, group);
    group.stratum.total += 1;
    group.units.push(unit);
  }
  return [...groups.values()].sort((one, other) => (one.stratum.key < other.stratum.key ? -1 : 1));
}
