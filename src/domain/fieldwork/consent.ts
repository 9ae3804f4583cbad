import { tokyoDate, tokyoInstant } from '#domain/canonical/dates.ts';
import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { codedAnswer } from '#domain/questionnaire/coded-answers.ts';
import { itemRolesOf, type ItemRoles } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { isVisibleWithAccount } from '#domain/casework/record-consent.ts';

/*
 * What companies answer by themselves (by link, openly or on paper) belongs to the survey.
 * Only with their consent do the people who advise them see whose answers they are.
 */

/** What the items are for whose answers say who answers. */
const NAMING_ROLES: ReadonlySet<ItemRole | undefined> = new Set<ItemRole>([
  'contact.company',
  'contact.email',
  'contact.name',
  'contact.other',
  'contact.phone',
  'wish.detail',
]);
/**
 * Those whose answers stand in codes elsewhere as well: the wish in the lead of the same submission, the
 * attributes on the company's record. Each one narrows it down, and together they name nearly everyone.
 */
const LINKING_ROLES: ReadonlySet<ItemRole | undefined> = new Set<ItemRole>([
  'attribute.employees',
  'attribute.industry',
  'attribute.municipality',
  'attribute.sales',
  'consent.contact',
  'contact.time',
  'contact.way',
  'wish',
  'wish.topics',
]);

/** What is left of a response whose company is not to be known: what it is counted by. */
const COUNTED_FIELDS = [
  'surveyId',
  'questionnaireId',
  'questionnaireRevision',
  'channel',
  'startedAt',
  'submittedAt',
  'disposition',
  'answers',
  'invented',
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

/** Whether an item's answers are left out for those who advise companies, so that their tables would be wrong. */
export function isLinkingItem(code: string, roles: ItemRoles): boolean {
  return LINKING_ROLES.has(roles.get(code));
}

/**
 * The fields of a response without what tells whose it is: for tables, never for an account's page.
 * Answers in words go (`codedAnswer`), and with them whatever was noted, corrected or settled.
 *
 * @param questionnaire that it answers; where that is not at hand nothing is known to be a code, and all answers go
 * @param keepsLinking with the coded answers that stand elsewhere too (`isLinkingItem`): tables need them.
 */
export function withoutIdentity(
  fields: JsonObject,
  questionnaire: Questionnaire | undefined,
  keepsLinking: boolean,
): JsonObject {
  const roles = itemRolesOf(questionnaire);
  const shownAnswer = ([code, answer]: [string, Json]): [string, Json][] => {
    if (!questionnaire || NAMING_ROLES.has(roles.get(code))) return [];
    if (!keepsLinking && (isLinkingItem(code, roles) || typeof answer === 'number')) return [];
    const coded = codedAnswer(questionnaire, code, answer);
    return coded === undefined ? [] : [[code, coded]];
  };
  const shown = COUNTED_FIELDS.flatMap((name): [string, Json][] => {
    const value = fields[name];
    if (value === undefined) return [];
    if (TIME_FIELDS.includes(name)) return [[name, cutToDay(value)]];
    return [[name, isObject(value) ? Object.fromEntries(Object.entries(value).flatMap(shownAnswer)) : value]];
  });
  return Object.fromEntries(shown);
}

/** The beginning of an instant's day in Japan. */
function cutToDay(at: Json): Json {
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return at;
  return tokyoInstant(tokyoDate(at));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
