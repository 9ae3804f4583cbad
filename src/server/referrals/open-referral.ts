import type { FastifyInstance } from 'fastify';
import type { Instant } from '#domain/canonical/dates.ts';
import { hashInvitationCode, parseInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { isReferralOver, stateOf } from '#domain/casework/referral-states.ts';
import type { Consent } from '#domain/records/consent.ts';
import type { Referral } from '#domain/records/referral.ts';
import { findCodePlace } from '#server/database/queries/code-lookup.ts';
import { listProvisions, type Provision } from '#server/database/queries/provisions.ts';
import { listLinked } from '#server/database/queries/record-links.ts';
import { findReferralCode } from '#server/database/queries/referral-codes.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import type { CodeKind, Queries } from '#server/database/schema.ts';

/** How long a code opens anything after the hand-over, whatever the consent says. */
const CODE_DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A referral that was handed over, with what was. */
export interface HandedOver {
  record: CentreRecord;
  referral: Partial<Referral>;
  provision: Provision;
}

/** Why the page of a code shows nothing. */
export type ClosedReferral = 'mistyped' | 'unknown' | 'over' | 'revoked' | 'withdrawn' | 'expired';

export type OpenedReferral =
  | { state: 'open'; centreId: string; found: HandedOver }
  | { state: ClosedReferral; centreId?: string };

/** What the code of a recipient's page or of the page for the company's word opens now. */
export async function openByCode(
  { database: { db }, invitationKeys }: FastifyInstance,
  text: string,
  kind: Extract<CodeKind, 'referral' | 'companyWord'>,
  now: Instant,
): Promise<OpenedReferral> {
  const code = parseInvitationCode(text);
  if (code === undefined) return { state: 'mistyped' };
  const hashes = [...invitationKeys.secrets.values()].map((secret) => hashInvitationCode(secret, code));
  const place = await findCodePlace(db, hashes);
  if (place?.kind !== kind || place.subjectId === null) return { state: 'unknown' };
  const { centreId } = place;
  const pair = await findReferralCode(db, centreId, place.subjectId);
  // Allotted, but nothing was handed over with it yet: it says no more than a wrong one.
  if (!pair?.referral_id) return { state: 'unknown' };
  const found = await findHandedOver(db, centreId, pair.referral_id);
  if (!found) return { state: 'revoked', centreId };
  const reason =
    kind === 'referral' ? await findClosedReason(db, centreId, found, now) : findSilence(found, now);
  return reason === undefined ? { state: 'open', centreId, found } : { state: reason, centreId };
}

/** A referral that was handed over; undefined for any other, and for one that was deleted or erased. */
export async function findHandedOver(
  db: Queries,
  centreId: string,
  referralId: string,
): Promise<HandedOver | undefined> {
  const [record] = await listRecords(db, centreId, [referralId]);
  const provision = (await listProvisions(db, centreId, [referralId])).get(referralId);
  if (record?.collection !== 'referrals' || record.deletedAt !== null || record.erasedAt !== null)
    return undefined;
  return provision && { record, referral: record.fields, provision };
}

/** Why a recipient sees nothing of a referral any more; undefined while it does. */
export async function findClosedReason(
  db: Queries,
  centreId: string,
  { referral, provision }: HandedOver,
  now: Instant,
): Promise<Exclude<ClosedReferral, 'mistyped' | 'unknown'> | undefined> {
  const state = stateOf(referral);
  if (state === 'revoked' || state === 'enteredInError') return 'revoked';
  const [consent] = await listRecords(db, centreId, [provision.consentId]);
  const withdrawals = await listLinked(db, centreId, 'withdraws', [provision.consentId]);
  if (!consent || consent.deletedAt !== null || withdrawals.length > 0) return 'withdrawn';
  if (isReferralOver(state)) return 'over';
  const { expiresAt } = consent.fields as Partial<Consent>;
  return provision.content === undefined ||
    hasExpired(provision, now) ||
    (expiresAt !== undefined && expiresAt <= now)
    ? 'expired'
    : undefined;
}

/** Why a company is not asked whether it helped. Its word does not depend on what it agreed to. */
function findSilence(
  { referral, provision }: HandedOver,
  now: Instant,
): 'revoked' | 'over' | 'expired' | undefined {
  const state = stateOf(referral);
  if (state === 'revoked' || state === 'enteredInError') return 'revoked';
  if (referral.closedAt !== undefined) return 'over';
  // Of a company that was erased for privacy nothing more is taken down either.
  return provision.content === undefined || hasExpired(provision, now) ? 'expired' : undefined;
}

/** Whether nothing of a hand-over is shown any more, for its time alone. */
export function hasExpired({ at }: Provision, now: Instant): boolean {
  return Date.parse(now) - Date.parse(at) >= CODE_DAYS * DAY_MS;
}
