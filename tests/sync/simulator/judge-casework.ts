import { hashText } from '#domain/canonical/hash.ts';
import { canonicalJson, type Json, type JsonObject } from '#domain/canonical/json.ts';
import { SERVER_AUTHOR, type Change } from '#domain/sync/change.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import type { SimulatedCentre } from './simulated-centre.ts';

/** One change in the server's log, and its record. */
export interface Logged {
  change: Change;
  /** The record that it went to. */
  recordId: string;
  revision: number;
  /** Whose edit it was taken for: a copied device gets another id than its changes say. */
  deviceId: string;
  /** Whether somebody else handed it in than its own device. */
  isImported: boolean;
}

/** What an entry of the `provisions` says, as far as it is held against the log. */
interface Provided {
  referral_id: string;
  account_id: string;
  consent_id: string;
  recipient: string;
  items: string;
  content: string;
  items_sha256: string;
  provided_at: string;
}

/** States in which something has been handed over. */
const SENT = [
  'sent',
  'received',
  'accepted',
  'inProgress',
  'onHold',
  'completed',
  'declined',
  'referredOnward',
];

/**
 * What must never come about in casework, found by the definition itself (consents, referrals, provisions, joined
 * companies) and not by the product's rules.
 */
export async function findCaseworkFaults(
  { database: { db }, centreId, nowMs, foundedCompanies }: SimulatedCentre,
  log: readonly Logged[],
  records: ReadonlyMap<string, CentreRecord>,
): Promise<string[]> {
  const provisions: Provided[] = await db
    .selectFrom('provisions')
    .selectAll()
    .where('centre_id', '=', centreId)
    .execute();
  const faults = provisions.flatMap((provision) => {
    const fault = findProvisionFault(provision, log, foundedCompanies);
    return fault === undefined ? [] : [`the provision of ${provision.referral_id} ${fault}`];
  });
  for (const record of records.values()) {
    const { id, collection, fields, deletedAt } = record;
    if (collection !== 'referrals') continue;
    const count = provisions.filter((provision) => provision.referral_id === id).length;
    const wasSent = fields['sentAt'] !== undefined || SENT.includes(String(fields['status']));
    if (count !== (wasSent ? 1 : 0))
      faults.push(`${id} is ${String(fields['status'])} with ${count} provisions`);
    const isWaiting = !wasSent && fields['releasedAt'] !== undefined && fields['endedAs'] === undefined;
    if (deletedAt === null && isWaiting && mayGo(record, log, records, new Date(nowMs).toISOString()))
      faults.push(`${id} waits for ${String(fields['waitsFor'])} though nothing stands against it`);
  }
  return [...faults, ...findLostConsents(log, records), ...findPointerFaults(log, records)];
}

function findProvisionFault(
  provision: Provided,
  log: readonly Logged[],
  founded: ReadonlySet<string>,
): string | undefined {
  const { referral_id: referralId, consent_id: consentId, account_id: accountId } = provision;
  const handOvers = log.filter(
    ({ change, recordId }) =>
      recordId === referralId &&
      change.collection === 'referrals' &&
      change.madeBy === SERVER_AUTHOR &&
      // What was told by telephone meanwhile follows at once; the time stays.
      typeof change.fields['sentAt'] === 'string',
  );
  const [sent] = handOvers;
  if (!sent || handOvers.length > 1) return `belongs to ${handOvers.length} hand-overs`;
  if (sent.change.fields['sentAt'] !== provision.provided_at)
    return `is of ${provision.provided_at} and the hand-over of ${String(sent.change.fields['sentAt'])}`;
  const known = log.filter(({ revision }) => revision < sent.revision);
  const items = JSON.parse(provision.items) as string[];
  const hindrance = findHindrance(known, {
    consentId,
    accounts: listValues(known, referralId, 'accountId'),
    leads: listValues(known, referralId, 'leadId'),
    recipient: provision.recipient,
    items,
    at: provision.provided_at,
  });
  if (hindrance !== undefined) return hindrance;
  if (!founded.has(accountId) && !known.some(({ recordId }) => recordId === accountId))
    return `is about ${accountId}, which was not there`;
  if (hashText(provision.content) !== provision.items_sha256) return 'has another content than its hash';
  const given = Object.keys(JSON.parse(provision.content) as object);
  return given.every((item) => items.includes(item))
    ? undefined
    : `gives ${given.join()} for ${items.join()}`;
}

interface Wish {
  consentId: string;
  accounts: string[];
  leads: string[];
  recipient: string;
  items: string[];
  at: string;
}

/** What stands against handing something over, by what the server knew. */
function findHindrance(known: readonly Logged[], wish: Wish): string | undefined {
  const of = (wanted: string): JsonObject[] =>
    known
      .filter(({ change, recordId }) => change.collection === 'consents' && recordId === wanted)
      .map(({ change }) => change.fields);
  const consent: JsonObject = Object.assign({}, ...of(wish.consentId)) as JsonObject;
  if (consent['act'] !== 'given') return `has no consent ${wish.consentId}`;
  const isWithdrawn = known.some(
    ({ change: { collection, fields } }) =>
      collection === 'consents' && fields['act'] === 'withdrawn' && fields['withdraws'] === wish.consentId,
  );
  if (isWithdrawn) return `rests on ${wish.consentId}, which was withdrawn`;
  const expiresAt = consent['expiresAt'];
  if (typeof expiresAt === 'string' && expiresAt <= wish.at) return `rests on a consent until ${expiresAt}`;
  if (!asList(consent['recipients']).includes(wish.recipient)) return `went to ${wish.recipient}`;
  const agreed = asList(consent['items']);
  if (wish.items.length === 0 || !wish.items.every((item) => agreed.includes(item)))
    return `gave ${wish.items.join()} where ${agreed.join()} was agreed to`;
  const joined = joinedAccounts(known);
  const nameOf = (id: string): string => joined.get(id) ?? id;
  const isSame =
    wish.leads.some((lead) => lead === consent['leadId']) ||
    wish.accounts.some((account) => nameOf(account) === nameOf(String(consent['accountId'])));
  return isSame ? undefined : `rests on the consent of ${String(consent['accountId'])}`;
}

/** Whether a referral that waits may go by all that is there in the end. */
function mayGo(
  { id, fields }: CentreRecord,
  log: readonly Logged[],
  records: ReadonlyMap<string, CentreRecord>,
  at: string,
): boolean {
  const [accountId, consentId] = [String(fields['accountId']), String(fields['consentId'])];
  const consent = records.get(consentId);
  const [own, theirs] = [accountId, String(consent?.fields['accountId'])].map((each) => endOf(each, records));
  const isLead = fields['leadId'] !== undefined && fields['leadId'] === consent?.fields['leadId'];
  if (!own || (own !== theirs && !isLead)) return false;
  const wish: Wish = {
    consentId,
    // By where the pointers lead now; `findHindrance` would also count what was parted since.
    accounts: isLead ? [accountId] : [String(consent?.fields['accountId'])],
    leads: isLead ? [String(fields['leadId'])] : [],
    recipient: String(fields['partnerId']),
    items: asList(fields['items']),
    at,
  };
  return findHindrance(log, wish) === undefined && records.get(id) !== undefined;
}

function endOf(accountId: string, records: ReadonlyMap<string, CentreRecord>): string | undefined {
  const seen = new Set<string>();
  let id = accountId;
  for (;;) {
    const record = records.get(id);
    if (record?.collection !== 'accounts' || record.erasedAt !== null || seen.has(id)) return undefined;
    seen.add(id);
    const next = record.fields['mergedInto'];
    if (typeof next !== 'string' || !records.has(next)) return id;
    id = next;
  }
}

/** The companies that merges had ever joined by then, each record by the smallest one of its company. */
function joinedAccounts(known: readonly Logged[]): Map<string, string> {
  const names = new Map<string, string>();
  const nameOf = (id: string): string => names.get(id) ?? id;
  for (const { change, recordId } of known) {
    const into = change.collection === 'accounts' ? change.fields['mergedInto'] : undefined;
    if (typeof into !== 'string') continue;
    const [one, other] = [nameOf(recordId), nameOf(into)];
    const least = one < other ? one : other;
    for (const id of [recordId, into, ...names.keys()])
      if (nameOf(id) === one || nameOf(id) === other) names.set(id, least);
  }
  return names;
}

function listValues(known: readonly Logged[], id: string, path: string): string[] {
  return known.flatMap(({ change, recordId }) => {
    const value = recordId === id ? change.fields[path] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}

/** That somebody agreed is there for ever, as it was taken. */
function findLostConsents(log: readonly Logged[], records: ReadonlyMap<string, CentreRecord>): string[] {
  return log.flatMap(({ change: { collection, fields, kind }, recordId }) => {
    if (collection !== 'consents' || kind !== 'put') return [];
    const record = records.get(recordId);
    const isThere =
      record?.deletedAt === null &&
      Object.entries(fields).every(
        ([name, value]) => canonicalJson(record.fields[name] ?? null) === canonicalJson(value),
      );
    return isThere ? [] : [`the consent ${recordId} is not there as it was taken`];
  });
}

/** Where companies point is what was said last of it, and in the end nowhere in a circle. */
function findPointerFaults(log: readonly Logged[], records: ReadonlyMap<string, CentreRecord>): string[] {
  const last = new Map<string, Logged & { value: Json }>();
  for (const logged of log) {
    const { change, recordId, deviceId, isImported } = logged;
    const value = change.fields['mergedInto'];
    if (change.collection !== 'accounts' || value === undefined) continue;
    const before = last.get(recordId);
    // What a device itself sends again after it had said something later; of what others hand in nobody knows that.
    const isRepeated = before?.deviceId === deviceId && before.change.deviceSeq > change.deviceSeq;
    if (isRepeated && !isImported && !before.isImported) continue;
    last.set(recordId, { ...logged, value });
  }
  const faults: string[] = [];
  for (const [id, { value }] of last) {
    const stands = records.get(id)?.fields['mergedInto'] ?? null;
    if (stands !== value) faults.push(`${id} points to ${String(stands)} and not to ${String(value)}`);
  }
  for (const { id, collection, deletedAt } of records.values())
    if (collection === 'accounts' && deletedAt === null && isInCircle(id, records))
      faults.push(`${id} is in a circle`);
  return faults;
}

function isInCircle(id: string, records: ReadonlyMap<string, CentreRecord>): boolean {
  const seen = new Set<string>();
  for (let at: unknown = id; typeof at === 'string' && !seen.has(at);) {
    seen.add(at);
    const record = records.get(at);
    at = record?.deletedAt === null ? record.fields['mergedInto'] : undefined;
    if (at === id) return true;
  }
  return false;
}

function asList(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
