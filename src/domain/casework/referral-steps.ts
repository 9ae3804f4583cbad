import type { Instant } from '#domain/canonical/dates.ts';
import type { Referral } from '#domain/records/referral.ts';

/** What the recipient said. */
export type ReferralAnswer = NonNullable<Referral['history']>[string];

/** One step of a case that was handed to an institution. */
export type ReferralStep = { at: Instant } & (
  | { what: 'made' | 'handedOver' | 'ended' | 'companyWord' | 'closed' }
  | { what: 'answered'; answer: ReferralAnswer }
);

/**
 * What became of a referral, in the order of time; of one moment in the order in which one follows from the other. One
 * that was typed and never let go has none.
 */
export function listReferralSteps({
  releasedAt,
  sentAt,
  history = {},
  endedAt,
  companyWord,
  companyWordAt,
  closedAt,
}: Partial<Referral>): ReferralStep[] {
  const own = (what: Exclude<ReferralStep['what'], 'answered'>, at: Instant | undefined): ReferralStep[] =>
    at === undefined ? [] : [{ what, at }];
  const answers = Object.values(history).flatMap((answer): ReferralStep[] =>
    // That it was handed over stands in a field of its own.
    answer.state === 'sent' ? [] : [{ what: 'answered', at: answer.at, answer }],
  );
  return [
    ...own('made', releasedAt),
    ...own('handedOver', sentAt),
    ...answers,
    ...own('ended', endedAt),
    ...own('companyWord', companyWord && companyWordAt),
    ...own('closed', closedAt),
  ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
