import type { Selectable } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Queries, ReferralCodesTable } from '#server/database/schema.ts';

/** A pair of codes as it is stored. */
export type StoredReferralCode = Selectable<ReferralCodesTable>;

/** Writes down pairs that were allotted. */
export async function insertReferralCodes(db: Queries, codes: readonly StoredReferralCode[]): Promise<void> {
  if (codes.length > 0)
    await db
      .insertInto('referral_codes')
      .values([...codes])
      .execute();
}

/** The pairs that a person's device holds and that are bound to nothing yet, the oldest first. */
export async function listUnboundCodes(
  db: Queries,
  centreId: string,
  { userId, deviceId }: { userId: string; deviceId: string },
): Promise<StoredReferralCode[]> {
  return db
    .selectFrom('referral_codes')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('user_id', '=', userId)
    .where('device_id', '=', deviceId)
    .where('referral_id', 'is', null)
    .orderBy('code_id')
    .execute();
}

/** A pair by its id. */
export async function findReferralCode(
  db: Queries,
  centreId: string,
  codeId: string,
): Promise<StoredReferralCode | undefined> {
  return db
    .selectFrom('referral_codes')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('code_id', '=', codeId)
    .executeTakeFirst();
}

/** The pair that a referral has. */
export async function findCodeOfReferral(
  db: Queries,
  centreId: string,
  referralId: string,
): Promise<StoredReferralCode | undefined> {
  return db
    .selectFrom('referral_codes')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('referral_id', '=', referralId)
    .executeTakeFirst();
}

/**
 * Binds a pair to a referral unless either has another already, or it was allotted to somebody else than who names it:
 * a slip with it may be out for another case. @returns whether it is bound now.
 */
export async function bindReferralCode(
  db: Queries,
  centreId: string,
  { codeId, referralId, userId, at }: { codeId: string; referralId: string; userId: string; at: Instant },
): Promise<boolean> {
  const own = await findCodeOfReferral(db, centreId, referralId);
  if (own) return own.code_id === codeId;
  const { numUpdatedRows } = await db
    .updateTable('referral_codes')
    .set({ referral_id: referralId, bound_at: at })
    .where('centre_id', '=', centreId)
    .where('code_id', '=', codeId)
    .where('user_id', '=', userId)
    .where('referral_id', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
