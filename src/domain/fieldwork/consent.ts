import type { JsonObject } from '../canonical/json.ts';
import type { SurveyResponse } from '../casework/model.ts';

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
export function withoutIdentity(response: JsonObject): JsonObject {
  const kept = Object.entries(response).filter(([name]) => !NAMING_FIELDS.includes(name));
  return Object.fromEntries(
    kept.map(([name, value]) => {
      if (name === 'corrections' && isObject(value)) return [name, filterEntries(value, (_, entry) => !isObject(entry) || !isContact(String(entry['code'])))];
      if (!isObject(value)) return [name, value];
      return [name, filterEntries(value, (code) => !isContact(code))];
    }),
  );
}

/** Whether an item's answer says who answers. */
function isContact(code: string): boolean {
  return code.startsWith(CONTACT_PREFIX);
}

function filterEntries(object: JsonObject, keep: (key: string, value: JsonObject[string]) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => keep(key, value)));
}

function isObject(value: JsonObject[string] | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
