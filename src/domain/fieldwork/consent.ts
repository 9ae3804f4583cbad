import { tokyoDate, tokyoInstant } from '#domain/canonical/dates.ts';
import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { type ItemRoles } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { isVisibleWithAccount } from '#domain/casework/record-consent.ts';
import type { SyncRecord } from '#domain/sync/record.ts';

/*
 * What companies answer by themselves (by link, openly or on paper) belongs to the survey.
 * Only with their consent do the people who advise them see whose answers they are.
 */

/** What the items are for whose answers say who answers, or stand in a lead. */
const NAMING_ROLES: ReadonlySet<ItemRole | undefined> = new Set<ItemRole>([
  'consent.contact',
  'contact.company',
  'contact.email',
  'contact.name',
  'contact.other',
  'contact.phone',
  'contact.time',
  'contact.way',
  'wish.detail',
  'wish.topics',
]);
/** Those among them whose answers are codes, which tables are made of: a lead of the same submission holds the same ones. */
const WISH_ROLES: ReadonlySet<ItemRole | undefined> = new Set<ItemRole>([
  'consent.contact',
  'contact.time',
  'contact.way',
  'wish.topics',
]);

/**
 * Fields that lead to the company, and the unit of a merge that holds one: a receipt number is
 * read out on the telephone by name, and why the office settled it so may name whom it asked.
 */
const NAMING_FIELDS = [
  'accountId',
  'invitationId',
  'visitId',
  'receiptNumber',
  'settledReason',
  'settlement',
];
/** Times that a lead of the same submission has to the second; left is the day. */
const TIME_FIELDS = ['startedAt', 'submittedAt'];

/** Whether whose a submitted response is may not be seen by those who advise the company; who was told it on a visit knows it. */
export function isWithoutConsent(response: Partial<SurveyResponse>, roles: ItemRoles): boolean {
  return (
    response.channel !== 'visit' &&
    response.submittedAt !== undefined &&
    !isVisibleWithAccount(response, roles)
  );
}

/** Whether an item's answers are left out for those who compare them with leads, so that their tables would be wrong. */
export function isWishItem(code: string, roles: ItemRoles): boolean {
  return WISH_ROLES.has(roles.get(code));
}

/**
 * A response without what tells whose it is: for tables, never for an account's page.
 * @param roles of the items of the questionnaire that it answers
 * @param keepsWishes with the coded answers about a wish to consult (`isWishItem`).
 *
 * What remains: a response and the lead of one submission are written together, so their
 * revisions are neighbours. Sync needs the revisions, and on a quiet day the day alone says as
 * much; whoever looks for it can still guess, but reads it nowhere.
 */
export function withoutIdentity(
  { fields, conflicts }: Pick<SyncRecord, 'fields' | 'conflicts'>,
  roles: ItemRoles,
  keepsWishes: boolean,
): Pick<SyncRecord, 'fields' | 'conflicts'> {
  const isHidden = (path: string): boolean =>
    NAMING_FIELDS.includes(path) ||
    (isNaming(path, roles) && !(keepsWishes && isWishItem(memberOf(path), roles)));
  const kept = Object.entries(fields).filter(([name]) => !NAMING_FIELDS.includes(name));
  return {
    fields: Object.fromEntries(
      kept.map(([name, value]) => [
        name,
        cutTimes(name, isObject(value) ? withoutHiddenMembers(name, value, isHidden) : value),
      ]),
    ),
    conflicts: conflicts.filter(({ unit }) => !isHidden(unit) && !holdsTimes(unit)),
  };
}

function withoutHiddenMembers(
  field: string,
  members: JsonObject,
  isHidden: (path: string) => boolean,
): JsonObject {
  const kept = Object.entries(members).filter(([key, value]) => {
    // Corrections stand under ids and name the item, or the field, within.
    return !isHidden(field === 'corrections' && isObject(value) ? String(value['code']) : `answers/${key}`);
  });
  return Object.fromEntries(kept);
}

function cutTimes(field: string, value: Json): Json {
  if (TIME_FIELDS.includes(field)) return cutToDay(value);
  if (field !== 'provenance' || !isObject(value)) return value;
  const cut = Object.entries(value).map(
    ([code, source]) =>
      [
        code,
        isObject(source) && source['at'] !== undefined ? { ...source, at: cutToDay(source['at']) } : source,
      ] as const,
  );
  return Object.fromEntries(cut);
}

/** The beginning of an instant's day in Japan. */
function cutToDay(at: Json): Json {
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return at;
  return tokyoInstant(tokyoDate(at));
}

/** Whether a unit of a merge says when something was answered or sent. */
function holdsTimes(unit: string): boolean {
  return TIME_FIELDS.includes(unit) || unit === 'submission' || unit.startsWith('provenance/');
}

/** Whether a path (`answers/issues`, `notes/issues`) holds, in an item or its "other" text, what tells who answers. */
function isNaming(path: string, roles: ItemRoles): boolean {
  const [itemCode = ''] = memberOf(path).split('.');
  return NAMING_ROLES.has(roles.get(itemCode));
}

/** `issues.other` of `answers/issues.other`. */
function memberOf(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
