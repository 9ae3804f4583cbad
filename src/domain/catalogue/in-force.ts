import type { Period } from './model.ts';

/**
 * `inForce`: the edition says that it runs in that year; `unconfirmed`: it had no end when the
 * edition was made, and the year is later than the edition, or it was copied and nobody has confirmed it; `notYet`; `ended`.
 */
export type Standing = 'inForce' | 'unconfirmed' | 'notYet' | 'ended';

/** Why a programme stands so in a fiscal year. */
export type StandingReason =
  | 'singleYear'
  | 'lastYear'
  | 'untilEnd'
  | 'openEnded'
  | 'openWhenReported'
  | 'copied'
  | 'startsLater'
  | 'isOver'
  | 'takenNoMore';

/** How a programme stands in a fiscal year, with the years that this rests on. */
export interface InForce {
  standing: Standing;
  reason: StandingReason;
  fiscalYear: number;
  start: number;
  /** null for a programme without an end. */
  end: number | null;
  /** The period as the report writes it (`S44-29`). */
  raw: string;
}

/**
 * How a programme stands in a fiscal year, by what the edition of `editionFiscalYear` knew.
 * Both ends of a period belong to it. An end that lies after the edition was a plan, and is
 * taken as such; a programme without an end is vouched for only up to the edition's own year, or
 * the year of the last confirmation (`vouchedFor`), and so is every one that was copied.
 */
export function computeInForce(period: Period, fiscalYear: number, editionFiscalYear: number): InForce {
  const { start, raw } = period;
  const vouchedFor = period.vouchedFor ?? editionFiscalYear;
  const end = period.open ? null : period.end;
  const answer = (standing: Standing, reason: StandingReason): InForce => ({
    standing,
    reason,
    fiscalYear,
    start,
    end,
    raw,
  });
  if (fiscalYear < start) return answer('notYet', 'startsLater');
  if (end === null) {
    return fiscalYear <= vouchedFor
      ? answer('inForce', 'openEnded')
      : answer('unconfirmed', 'openWhenReported');
  }
  if (fiscalYear > end) return answer('ended', 'isOver');
  if (vouchedFor < editionFiscalYear && fiscalYear > vouchedFor) return answer('unconfirmed', 'copied');
  if (start === end) return answer('inForce', 'singleYear');
  return answer('inForce', fiscalYear === end ? 'lastYear' : 'untilEnd');
}

/** Whether a programme was over before a fiscal year began. One without an end never is. */
export function isEnded({ open, end }: Period, fiscalYear: number): boolean {
  return !open && end !== null && end < fiscalYear;
}
