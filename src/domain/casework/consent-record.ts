import type { Instant } from '#domain/canonical/dates.ts';
import { CENTRE_RECIPIENT, type Consent } from '#domain/records/consent.ts';
import type { Lead } from '#domain/records/lead.ts';
import { withdrawnAt } from './consent.ts';
import type { Recorded } from './recorded.ts';

/** A consent as it is told to the company that asks, with how it stands and what was handed over under it. */
export interface ConsentEntry<HandedOver> {
  id: string;
  given: Partial<Consent>;
  /** Each withdrawal, the earliest first. */
  withdrawals: Partial<Consent>[];
  state: 'stands' | 'withdrawn' | 'expired';
  handedOver: HandedOver[];
}

/** All that a company may ask for of what it agreed to. */
export interface ConsentRecord<HandedOver> {
  entries: ConsentEntry<HandedOver>[];
  /** Withdrawals of consents that are not on this device, the earliest first. */
  loose: Partial<Consent>[];
  /** What was handed over under consents that are not on this device. */
  looseHandedOver: HandedOver[];
}

/**
 * Every consent of a company with its withdrawals and hand-overs, in the order of time. A consent that only
 * stands as a mark on a lead, as one from a survey does, is an entry as well.
 *
 * @param handedOver in the order of time; each under the consent that it names
 * @param now for the expiry alone
 */
export function composeConsentRecord<HandedOver extends { consentId: string }>(
  rows: readonly Recorded<Consent>[],
  leads: readonly Recorded<Lead>[],
  handedOver: readonly HandedOver[],
  now: Instant,
): ConsentRecord<HandedOver> {
  const given = rows.filter(({ fields }) => fields.act === 'given');
  const withRow = new Set(given.map(({ fields }) => fields.leadId));
  const marks = leads.flatMap(({ id, fields }) => {
    const mark = withRow.has(id) ? undefined : consentOfMark(id, fields);
    return mark ? [{ id, fields: mark }] : [];
  });
  const known = [...given, ...marks];
  const ids = new Set(known.map(({ id }) => id));
  const withdrawals = rows
    .flatMap(({ fields }) => (fields.act === 'withdrawn' ? [fields] : []))
    .sort((one, other) => order(one.at, other.at));
  return {
    entries: known
      .map(({ id, fields }) => {
        const taken = withdrawals.filter(({ withdraws }) => withdraws === id);
        const hasExpired = fields.expiresAt !== undefined && fields.expiresAt <= now;
        return {
          id,
          given: fields,
          withdrawals: taken,
          state:
            withdrawnAt({ given: fields, withdrawals: taken }) !== undefined
              ? ('withdrawn' as const)
              : hasExpired
                ? ('expired' as const)
                : ('stands' as const),
          handedOver: handedOver.filter(({ consentId }) => consentId === id),
        };
      })
      .sort((one, other) => order(one.given.at, other.given.at) || order(one.id, other.id)),
    loose: withdrawals.filter(({ withdraws }) => withdraws === undefined || !ids.has(withdraws)),
    looseHandedOver: handedOver.filter(({ consentId }) => !ids.has(consentId)),
  };
}

/** The consent that a mark on a lead stands for; undefined where there is none. */
export function consentOfMark(
  leadId: string,
  { accountId, consentGiven, consentAt, consentScope, contactName, source }: Partial<Lead>,
): Partial<Consent> | undefined {
  if (consentGiven !== true || consentAt === undefined) return undefined;
  return {
    leadId,
    ...(accountId !== undefined && { accountId }),
    act: 'given',
    ...(contactName && { who: contactName }),
    ...(consentScope && { scope: consentScope }),
    items: ['company', 'contact', 'about'],
    recipients: [CENTRE_RECIPIENT],
    method: source === 'survey' ? 'online' : 'spoken',
    at: consentAt,
  };
}

function order(one: string | undefined = '', other: string | undefined = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
