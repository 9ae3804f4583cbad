import type { Instant } from '#domain/canonical/dates.ts';
import { CENTRE_RECIPIENT, type Consent, type ConsentItem } from '#domain/records/consent.ts';
import type { Wait } from '#domain/records/referral.ts';
import type { Recorded } from './recorded.ts';

/** What is to be handed to whom, about which company. */
export interface HandOver {
  accountId: string | undefined;
  leadId?: string | undefined;
  /** The partner, by id. */
  recipient: string | undefined;
  items: readonly ConsentItem[];
}

/** A consent with all withdrawals of it that are known, whoever recorded them. */
export interface KnownConsent {
  given: Partial<Consent>;
  withdrawals: readonly Partial<Consent>[];
}

/** Whether a consent stood at a time: from when it was given until it was withdrawn or has expired. */
export function stoodAt({ given, withdrawals }: KnownConsent, at: Instant): boolean {
  const begins = given.act === 'given' && given.at !== undefined && given.at <= at;
  const hasEnded = given.expiresAt !== undefined && given.expiresAt <= at;
  return begins && !hasEnded && !withdrawals.some((withdrawal) => withdrawal.at! <= at);
}

/** When a consent was first withdrawn; undefined while it was not. */
export function withdrawnAt({ withdrawals }: KnownConsent): Instant | undefined {
  return withdrawals
    .flatMap(({ at }) => (at === undefined ? [] : [at]))
    .sort()
    .at(0);
}

/**
 * Why nothing may be handed over under a consent; undefined when it may. A withdrawal that is known counts
 * whatever its time, and a consent that is there counts as given: clocks of devices go wrong, and the doubt
 * is to the good of the company in the one case and stops nobody in the other.
 *
 * @param at the server's time, or that of the device as far as it knows; for the expiry alone
 */
export function findHindrance(
  consent: KnownConsent | undefined,
  { accountId, leadId, recipient, items }: HandOver,
  at: Instant,
): Wait | undefined {
  if (consent?.given.act !== 'given') return 'consentMissing';
  const { given, withdrawals } = consent;
  const isOfCompany =
    (accountId !== undefined && given.accountId === accountId) ||
    (leadId !== undefined && given.leadId === leadId);
  if (!isOfCompany) return 'consentMissing';
  if (withdrawals.length > 0) return 'consentWithdrawn';
  if (given.expiresAt !== undefined && given.expiresAt <= at) return 'consentExpired';
  // What the centre itself may use is for nobody else.
  const isOther = recipient === undefined || recipient === CENTRE_RECIPIENT;
  if (isOther || !(given.recipients ?? []).includes(recipient)) return 'otherRecipient';
  const agreed = new Set(given.items ?? []);
  return items.length > 0 && items.every((item) => agreed.has(item)) ? undefined : 'otherItems';
}

/** A company's consents with what was withdrawn of each, the newest first. */
export function pairConsents(rows: readonly Recorded<Consent>[]): (KnownConsent & { id: string })[] {
  return rows
    .filter(({ fields }) => fields.act === 'given')
    .map(({ id, fields }) => ({
      id,
      given: fields,
      withdrawals: rows
        .filter((row) => row.fields.act === 'withdrawn' && row.fields.withdraws === id)
        .map((row) => row.fields),
    }))
    .sort((one, other) => ((one.given.at ?? '') < (other.given.at ?? '') ? 1 : -1));
}

/** The row by which a consent is taken back; the one by which it was given stays as it is. */
export function withdrawalOf(
  { id, fields: { accountId, leadId } }: Recorded<Consent>,
  { by, at }: { by: string; at: Instant },
): Partial<Consent> {
  return {
    ...(accountId !== undefined && { accountId }),
    ...(leadId !== undefined && { leadId }),
    act: 'withdrawn',
    withdraws: id,
    takenBy: by,
    at,
  };
}
