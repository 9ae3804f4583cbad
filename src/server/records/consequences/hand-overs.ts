import type { KnownConsent } from '#domain/casework/consent.ts';
import { findHindrance, withdrawnAt } from '#domain/casework/consent.ts';
import { findMergeRoot, listMergedWith } from '#domain/casework/merged-accounts.ts';
import { isReferralOver, planAnswer, stateOf, wasSent } from '#domain/casework/referral-states.ts';
import type { Consent } from '#domain/records/consent.ts';
import { DEFINITIONS } from '#domain/records/collections.ts';
import type { Referral } from '#domain/records/referral.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { applyFields } from '#domain/sync/fields.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listProvisions, type Provision } from '#server/database/queries/provisions.ts';
import { bindReferralCode } from '#server/database/queries/referral-codes.ts';
import { listLinked } from '#server/database/queries/record-links.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { audit } from '#server/journal/audit.ts';
import { newId } from '#server/journal/clock.ts';
import type { Consequence } from './consequence.ts';
import { handOver, resolveAccount } from './hand-over.ts';
import { clockAt, writeDecisions, type Decision, type Judging } from './judging.ts';

/** What a push brought that concerns referrals. */
interface Noticed {
  referrals: Set<string>;
  /** Consents that were given or withdrawn. */
  consents: Set<string>;
  /** Companies, leads and partners that have come, or companies that were joined or parted. */
  arrived: Record<'account' | 'lead' | 'partner', Set<string>>;
  /** Who took an answer down by telephone, by referral. */
  callers: Map<string, string>;
}

/** By what a referral is found that waits for a record of a collection. */
const LINK_TO: Partial<Record<string, keyof Noticed['arrived']>> = {
  accounts: 'account',
  leads: 'lead',
  partners: 'partner',
};

/**
 * Watches for referrals that are let go, consents that come or are withdrawn, what else they may have waited for, and answers by telephone:
 * hands over what may be handed over, says what waits for what, and takes referrals along their table.
 */
export function watchReferrals(): Consequence {
  const noticed: Noticed = {
    referrals: new Set(),
    consents: new Set(),
    arrived: { account: new Set(), lead: new Set(), partner: new Set() },
    callers: new Map(),
  };
  return {
    notice({ change, before, after }) {
      const link = LINK_TO[after.collection];
      const [was, into] = [before?.fields['mergedInto'], after.fields['mergedInto']];
      if (link !== undefined && (!before || before.deletedAt !== after.deletedAt || was !== into))
        for (const id of [after.id, was, into]) if (typeof id === 'string') noticed.arrived[link].add(id);
      if (after.collection === 'referrals') {
        noticed.referrals.add(after.id);
        if (Object.hasOwn(change.fields, 'phoneAt')) noticed.callers.set(after.id, change.madeBy);
      } else if (after.collection === 'consents') {
        const { act, withdraws } = after.fields as Partial<Consent>;
        if (act === 'given') noticed.consents.add(after.id);
        else if (withdraws !== undefined) noticed.consents.add(withdraws);
      }
    },
    follow: (judging) => followReferrals(judging, noticed),
  };
}

async function followReferrals(judging: Judging, noticed: Noticed): Promise<CentreRecord[]> {
  const { tx, centreId } = judging;
  const waiting = [
    ...(await listLinked(tx, centreId, 'consent', [...noticed.consents])),
    ...(await listWaitingFor(judging, noticed.arrived)),
  ];
  const ids = [...new Set([...noticed.referrals, ...waiting.map(({ recordId }) => recordId)])];
  if (ids.length === 0) return [];
  const records = (await listRecords(tx, centreId, ids)).filter(
    ({ collection, deletedAt, erasedAt }) =>
      collection === 'referrals' && deletedAt === null && erasedAt === null,
  );
  const consents = await loadConsents(judging, records);
  const provisions = await listProvisions(tx, centreId, ids);
  const decisions: Decision[] = [];
  for (const record of records) {
    const { consentId } = record.fields as Partial<Referral>;
    const decided = await judgeReferral(judging, record, {
      consent: consentId === undefined ? undefined : consents.get(consentId),
      provision: provisions.get(record.id),
      caller: noticed.callers.get(record.id),
    });
    decisions.push({ record, ...decided });
  }
  return writeDecisions(judging, decisions);
}

/** Referrals that may have waited for what has come: of a company those of all its records. */
async function listWaitingFor(
  { tx, centreId }: Judging,
  { account, lead, partner }: Noticed['arrived'],
): Promise<{ recordId: string }[]> {
  const pointers = account.size > 0 ? await listMergePointers(tx, centreId) : new Map<string, string>();
  const roots = new Set([...account].map((id) => findMergeRoot(id, pointers)));
  const others = [...roots].flatMap((root) => listMergedWith(root, pointers));
  return [
    ...(await listLinked(tx, centreId, 'account', [...new Set([...account, ...others])])),
    ...(await listLinked(tx, centreId, 'lead', [...lead])),
    ...(await listLinked(tx, centreId, 'partner', [...partner])),
  ];
}

/** The consents of referrals as they are known now, by id. */
async function loadConsents(
  { tx, centreId }: Judging,
  referrals: readonly CentreRecord[],
): Promise<Map<string, KnownConsent>> {
  const ids = referrals.flatMap(({ fields }) => (fields as Partial<Referral>).consentId ?? []);
  const links = await listLinked(tx, centreId, 'withdraws', ids);
  const found = await listRecords(tx, centreId, [
    ...new Set([...ids, ...links.map((link) => link.recordId)]),
  ]);
  const byId = new Map(found.map((record) => [record.id, record]));
  return new Map(
    ids.flatMap((id) => {
      const given = byId.get(id);
      // An erased consent says nothing any more of what was agreed to.
      if (given?.collection !== 'consents' || given.deletedAt !== null) return [];
      const withdrawals = links
        .filter(({ targetId }) => targetId === id)
        .flatMap(({ recordId }) => byId.get(recordId)?.fields ?? []);
      return [[id, { given: given.fields, withdrawals } as KnownConsent]];
    }),
  );
}

interface Circumstances {
  consent: KnownConsent | undefined;
  provision: Provision | undefined;
  caller: string | undefined;
}

/**
 * What the server writes into a referral; nothing where all is as it should be. All but what was handed over nobody
 * else writes, so that it alone can come to stand against what somebody typed.
 */
async function judgeReferral(
  judging: Judging,
  record: CentreRecord,
  { consent, provision, caller }: Circumstances,
): Promise<Pick<Decision, 'fields' | 'isUnseeing'>> {
  let fields: ChangeFields = {};
  const referral = (): Partial<Referral> => applyFields(DEFINITIONS.referrals, record.fields, fields);
  if (stateOf(referral()) === 'waiting') fields = await release(judging, record, consent, provision);
  else if (record.fields['waitsFor'] !== undefined) fields = { waitsFor: null };
  const restored = provision ? restoreProvided(referral(), provision) : {};
  fields = { ...fields, ...restored };
  fields = { ...fields, ...(await noteWithdrawal(judging, record.id, referral(), consent)) };
  if (caller !== undefined)
    fields = { ...fields, ...(await takeCall(judging, record.id, referral(), caller)) };
  return { fields, isUnseeing: Object.keys(restored).length > 0 };
}

async function release(
  judging: Judging,
  record: CentreRecord,
  consent: KnownConsent | undefined,
  provision: Provision | undefined,
): Promise<ChangeFields> {
  const referral = record.fields as Partial<Referral>;
  const { partnerId: recipient, items = [], leadId } = referral;
  const account = await resolveAccount(judging, referral.accountId);
  const given = consent?.given;
  const consentAccount = given && (await resolveAccount(judging, given.accountId));
  const hindrance = !account
    ? 'consentMissing'
    : findHindrance(
        consent && {
          ...consent,
          given: { ...consent.given, ...(consentAccount && { accountId: consentAccount.id }) },
        },
        { accountId: account.id, leadId, recipient: await institutionOf(judging, recipient), items },
        judging.serverTime,
      );
  if (!account || hindrance !== undefined) {
    const waitsFor = hindrance ?? 'consentMissing';
    return waitsFor === referral.waitsFor ? {} : { waitsFor };
  }
  if (!provision) await handOver(judging, { record, account });
  const { codeId } = referral;
  const namedBy = record.units['codeId']?.madeBy;
  if (codeId !== undefined && namedBy !== undefined)
    await bindReferralCode(judging.tx, judging.centreId, {
      codeId,
      referralId: record.id,
      userId: namedBy,
      at: judging.serverTime,
    });
  const at = judging.serverTime;
  return {
    status: 'sent',
    statusAt: at,
    sentAt: at,
    waitsFor: null,
    [`history/${newId(clockAt(at))}`]: { state: 'sent', at },
  };
}

/** A recipient; undefined where its id is that of another kind of record. One that is not there may still come. */
async function institutionOf(
  { tx, centreId }: Judging,
  recipient: string | undefined,
): Promise<string | undefined> {
  const [found] = recipient === undefined ? [] : await listRecords(tx, centreId, [recipient]);
  return found && found.collection !== 'partners' ? undefined : recipient;
}

/**
 * Who edits a referral without having seen that it was handed over changes nothing of what that was; what they typed is
 * kept as the other side of a conflict.
 */
function restoreProvided(referral: Partial<Referral>, provision: Provision): ChangeFields {
  const { partnerId, partner, consentId, items = [] } = referral;
  const isSame =
    partnerId === provision.recipient &&
    partner === provision.recipientName &&
    consentId === provision.consentId &&
    items.join() === provision.items.join();
  return isSame
    ? {}
    : {
        partnerId: provision.recipient,
        partner: provision.recipientName,
        consentId: provision.consentId,
        items: provision.items,
      };
}

/** A withdrawal ends what the recipient sees; a paper that was given after it is written down with both times. */
async function noteWithdrawal(
  { tx, centreId, serverTime }: Judging,
  referralId: string,
  referral: Partial<Referral>,
  consent: KnownConsent | undefined,
): Promise<ChangeFields> {
  const ended = consent && withdrawnAt(consent);
  if (ended === undefined) return {};
  const fields: ChangeFields = {};
  const state = stateOf(referral);
  if (wasSent(state, referral) && !isReferralOver(state) && referral.withdrawnAt !== ended)
    fields['withdrawnAt'] = ended;
  const { slipGivenAt, lateSlip } = referral;
  if (slipGivenAt !== undefined && slipGivenAt > ended && lateSlip?.handedOverAt !== slipGivenAt) {
    const times = { handedOverAt: slipGivenAt, withdrawnAt: ended };
    fields['lateSlip'] = times;
    await audit(tx, clockAt(serverTime), {
      centreId,
      by: null,
      action: 'referrals.late-slip',
      subject: referralId,
      detail: times,
    });
  }
  return fields;
}

async function takeCall(
  { tx, centreId, serverTime }: Judging,
  referralId: string,
  referral: Partial<Referral>,
  takenBy: string,
): Promise<ChangeFields> {
  const { phoneState: state, phoneAt, phoneFrom, phoneReason, phoneOnwardTo, phoneText } = referral;
  if (state === undefined || phoneAt === undefined) return {};
  const clock = clockAt(serverTime);
  await audit(tx, clock, {
    centreId,
    by: takenBy,
    action: 'referrals.answer',
    subject: referralId,
    detail: { state, way: 'telephone' },
  });
  return planAnswer(
    referral,
    {
      state,
      way: 'telephone',
      at: phoneAt,
      from: phoneFrom,
      takenBy,
      reason: phoneReason,
      onwardTo: phoneOnwardTo,
      text: phoneText,
    },
    newId(clock),
  );
}
