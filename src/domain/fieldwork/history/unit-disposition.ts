import { tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import type { UnitDisposition } from '#domain/fieldwork/returns/unit-disposition.ts';
import type { UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';
import type { Channel } from '#domain/records/channels.ts';
import type { CountingDisposition } from '#domain/records/dispositions.ts';

/** The answers of a unit that count. */
export interface UnitAnswer {
  disposition: CountingDisposition;
  channel: Channel;
  /** Null where it is not known. */
  submittedAt: Instant | null;
}

/** What is known of a unit that was asked. */
export interface UnitFacts {
  answered: UnitAnswer | undefined;
  /** What its history comes to, see `computeOutcome`. */
  outcome: UnitOutcome | undefined;
  /** When its paper came in, which may be days before somebody keys it. */
  paperArrivedAt?: Instant | undefined;
  /** Whether its page has been opened with its code. */
  isOpened: boolean;
  /** The last day of the field period; null where it has none. */
  fieldEndsOn: PlainDate | null;
}

/**
 * What became of a unit, the one rule: answers go before what was noted, that before a page that
 * was only opened. A paper that has come in and is not keyed yet says no more than that somebody was reached.
 */
export function computeUnitDisposition(facts: UnitFacts): UnitDisposition {
  const { answered, outcome, isOpened } = facts;
  if (answered !== undefined) return isLate(facts, answered) ? 'late' : answered.disposition;
  if (outcome === 'closed') return 'notEligible';
  if (outcome === 'paperArrived') return 'contacted';
  return outcome ?? (isOpened ? 'contacted' : 'noReply');
}

/** Whether answers came after the field period; those on paper came when the paper did. */
export function isLate(
  { paperArrivedAt, fieldEndsOn }: Pick<UnitFacts, 'paperArrivedAt' | 'fieldEndsOn'>,
  { channel, submittedAt }: UnitAnswer,
): boolean {
  const cameAt = channel === 'paper' ? (paperArrivedAt ?? submittedAt) : submittedAt;
  return fieldEndsOn !== null && cameAt !== null && tokyoDate(cameAt) > fieldEndsOn;
}

/** Those that nothing is expected to change, also while the field period lasts. */
const FINAL: readonly UnitDisposition[] = [
  'complete',
  'partial',
  'refusal',
  'blank',
  'undeliverable',
  'notEligible',
  'late',
];

/** Whether a disposition is final; until the field period is over, the others are interim. */
export function isFinal(disposition: UnitDisposition, isFieldOver: boolean): boolean {
  return isFieldOver || FINAL.includes(disposition);
}
