import type { JsonObject } from '../canonical/json.ts';
import type { SurveyResponse } from '../casework/model.ts';
import type { SyncRecord } from '../sync/record.ts';

/*
 * What companies answer by themselves (by link, openly or on paper) belongs to the survey.
 * Only with their consent do the people who advise them see whose answers they are.
 */

/** The item that asks whether the answers may be seen together with the company's record. */
export const CONSENT_ITEM = 'consent_record';
/** What the codes of the items begin with that say who answers. */
const CONTACT_PREFIX = 'contact_';

const SELF_ANSWERED = new Set<SurveyResponse['channel'] | undefined>(['link', 'openLink', 'paper']);
/** Fields that lead to the company. */
const NAMING_FIELDS = ['accountId', 'invitationId', 'visitId'];

/** Whether whose a submitted response is may not be seen by those who advise the company. */
export function isWithoutConsent({ channel, submittedAt, answers }: Partial<SurveyResponse>): boolean {
  return SELF_ANSWERED.has(channel) && submittedAt !== undefined && answers?.[CONSENT_ITEM] !== 'yes';
}

/** A response without what tells whose it is: for tables, never for an account's page. */
export function withoutIdentity({ fields, conflicts }: Pick<SyncRecord, 'fields' | 'conflicts'>): Pick<SyncRecord, 'fields' | 'conflicts'> {
  const kept = Object.entries(fields).filter(([name]) => !isNaming(name));
  return {
    fields: Object.fromEntries(kept.map(([name, value]) => [name, isObject(value) ? withoutNamingMembers(name, value) : value])),
    conflicts: conflicts.filter(({ unit }) => !isNaming(unit)),
  };
}

function withoutNamingMembers(field: string, members: JsonObject): JsonObject {
  const kept = Object.entries(members).filter(([key, value]) => {
    // Corrections stand under ids and name the item within.
    const code = field === 'corrections' && isObject(value) ? value['code'] : key;
    return !isNaming(`answers/${String(code)}`);
  });
  return Object.fromEntries(kept);
}

/** Whether a path (`accountId`, `answers/contact_name`) holds what tells whose response it is. */
function isNaming(path: string): boolean {
  return NAMING_FIELDS.includes(path) || path.slice(path.indexOf('/') + 1).startsWith(CONTACT_PREFIX);
}

function isObject(value: JsonObject[string] | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
