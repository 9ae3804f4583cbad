import type { FastifyInstance } from 'fastify';
import { computeInvitationCode, hashInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { CODES_PER_DEVICE, type ReferralCodePair } from '#protocol/referrals.ts';
import { insertCodePlaces } from '#server/database/queries/code-lookup.ts';
import {
  bindReferralCode,
  findCodeOfReferral,
  insertReferralCodes,
  listUnboundCodes,
  type StoredReferralCode,
} from '#server/database/queries/referral-codes.ts';
import type { Queries } from '#server/database/schema.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { Problem } from '#server/http/problem.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import { listRecords } from '#server/database/queries/records.ts';
import type { Session } from '#server/auth/session.ts';
import { stateOf, wasSent } from '#domain/casework/referral-states.ts';
import type { Referral } from '#domain/records/referral.ts';

/** Both codes of a pair are made as one unit's: its first generation is the recipient's, its second the company's. */
const GENERATIONS = { referral: 1, companyWord: 2 } as const;
const UNIT_OF = 'referral';

/**
 * The codes that a device may print on slips without a network: those that it has and that are bound to nothing,
 * filled up to a number. They open nothing before a referral with them was handed over.
 */
export async function allotCodes(
  app: FastifyInstance,
  { centreId, userId }: Pick<Session, 'centreId' | 'userId'>,
  deviceId: string,
): Promise<ReferralCodePair[]> {
  return app.database.db.transaction().execute(async (tx) => {
    // Two pages of one device may ask at a time.
    await lockCentre(tx, centreId);
    const held = await listUnboundCodes(tx, centreId, { userId, deviceId });
    const missing = Math.max(0, CODES_PER_DEVICE - held.length);
    const made = await makeCodes(app, tx, missing, { centreId, userId, deviceId });
    return [...held, ...made].flatMap((code) => printPair(app, code) ?? []);
  });
}

/** The codes of a referral that was handed over, made now if its device had none. @throws Problem `not-found` for one that was not. */
export async function showCodes(
  app: FastifyInstance,
  { centreId, userId }: Pick<Session, 'centreId' | 'userId'>,
  referralId: string,
): Promise<ReferralCodePair> {
  return app.database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    const [record] = await listRecords(tx, centreId, [referralId]);
    const referral = (record?.fields ?? {}) as Partial<Referral>;
    if (
      record?.collection !== 'referrals' ||
      record.deletedAt !== null ||
      !wasSent(stateOf(referral), referral)
    )
      throw new Problem('not-found');
    let code = await findCodeOfReferral(tx, centreId, referralId);
    if (!code) {
      [code] = await makeCodes(app, tx, 1, { centreId, userId, deviceId: null });
      const at = instantOf(app.clock);
      if (code) await bindReferralCode(tx, centreId, { codeId: code.code_id, referralId, userId, at });
    }
    const pair = code && printPair(app, code);
    if (!pair) throw new Problem('not-found');
    await audit(tx, app.clock, { centreId, by: userId, action: 'referrals.codes', subject: referralId });
    return pair;
  });
}

async function makeCodes(
  app: FastifyInstance,
  tx: Queries,
  count: number,
  { centreId, userId, deviceId }: { centreId: string; userId: string; deviceId: string | null },
): Promise<StoredReferralCode[]> {
  const { current, secrets } = app.invitationKeys;
  const secret = secrets.get(current);
  if (secret === undefined || count === 0) return [];
  const codes = Array.from({ length: count }, (): StoredReferralCode => ({
    centre_id: centreId,
    code_id: newId(app.clock),
    key_id: current,
    user_id: userId,
    device_id: deviceId,
    allotted_at: instantOf(app.clock),
    referral_id: null,
    bound_at: null,
  }));
  let placed = new Set(codes.map((code) => code.code_id));
  for (const kind of ['referral', 'companyWord'] as const) {
    const found = await insertCodePlaces(
      tx,
      { centreId, kind },
      codes.map((code) => ({
        subjectId: code.code_id,
        codeHash: hashInvitationCode(secret, codeOf(secret, code, kind)),
      })),
    );
    // One of 2^45 codes may be in use already.
    placed = new Set([...placed].filter((id) => found.has(id)));
  }
  const free = codes.filter((code) => placed.has(code.code_id));
  await insertReferralCodes(tx, free);
  return free;
}

function printPair(
  { invitationKeys }: FastifyInstance,
  code: StoredReferralCode,
): ReferralCodePair | undefined {
  const secret = invitationKeys.secrets.get(code.key_id);
  return secret === undefined
    ? undefined
    : {
        id: code.code_id,
        partner: codeOf(secret, code, 'referral'),
        company: codeOf(secret, code, 'companyWord'),
      };
}

function codeOf(
  secret: string,
  { centre_id: centreId, code_id: unitId }: StoredReferralCode,
  kind: keyof typeof GENERATIONS,
): string {
  return computeInvitationCode(secret, {
    centreId,
    surveyId: UNIT_OF,
    unitId,
    generation: GENERATIONS[kind],
  });
}
