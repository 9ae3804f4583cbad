import type { CriterionName, CriterionState } from '#domain/records/visit.ts';
import type { StandingReason } from '#domain/catalogue/in-force.ts';
import type { SheetPart } from '#domain/catalogue/issue-links.ts';

/**
 * Why a criterion is as it is: `linked` by the data; `said`: no link, but the words of the situation; `unrestricted` the sheet names nobody in
 * particular; `fits`; `fitsMost` it fits words that fit nearly everybody (中小企業); `doesNotFit`; `partly` the words name only a part of what is known of the
 * company; `notKnown` the company's attribute is missing; or whether it can be had.
 */
export type CriterionReason =
  | 'linked'
  | 'said'
  | 'unrestricted'
  | 'fits'
  | 'fitsMost'
  | 'doesNotFit'
  | 'partly'
  | 'notKnown'
  | StandingReason;

/** Words of the sheet that a criterion rests on, and where they stand. */
export interface Ground {
  where: SheetPart | 'regionalOffice' | 'period';
  quotation: string;
  /** For the issue: which one, and how strongly the programme bears on it. */
  issue?: string;
  weight?: number;
}

export interface Criterion {
  name: CriterionName;
  state: CriterionState;
  reason: CriterionReason;
  grounds: readonly Ground[];
}
