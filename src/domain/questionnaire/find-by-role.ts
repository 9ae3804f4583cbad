import type { ItemRole } from './item-roles.ts';
import { listItems, type Item, type Questionnaire } from './model.ts';

/** The roles that a questionnaire's items have, by item code. */
export type ItemRoles = ReadonlyMap<string, ItemRole>;

/**
 * The roles of the first questionnaire's items. Its revision 1 was published before items said
 * what they are for, and what is published never changes; no other questionnaire lacks them.
 */
const FIRST_ROLES: ItemRoles = new Map([
  ['industry', 'attribute.industry'],
  ['employees', 'attribute.employees'],
  ['sales', 'attribute.sales'],
  ['municipality', 'attribute.municipality'],
  ['issues', 'issues'],
  ['consultation', 'wish'],
  ['consultation_topics', 'wish.topics'],
  ['consultation_detail', 'wish.detail'],
  ['consent_contact', 'consent.contact'],
  ['contact_company', 'contact.company'],
  ['contact_name', 'contact.name'],
  ['contact_phone', 'contact.phone'],
  ['contact_email', 'contact.email'],
  ['contact_way', 'contact.way'],
  ['contact_time', 'contact.time'],
  ['consent_record', 'consent.record'],
]);

const known = new WeakMap<Questionnaire, ItemRoles>();

/**
 * The roles of a questionnaire's items: those that they declare, else, when none does, those of
 * the first questionnaire. The same when the questionnaire is not at hand: what consent was
 * given has to be told also of answers whose questionnaire a device does not have yet.
 */
export function itemRolesOf(questionnaire: Questionnaire | undefined): ItemRoles {
  if (!questionnaire) return FIRST_ROLES;
  const found = known.get(questionnaire) ?? readRoles(questionnaire);
  known.set(questionnaire, found);
  return found;
}

function readRoles(questionnaire: Questionnaire): ItemRoles {
  const items = listItems(questionnaire);
  const declared = items.flatMap(({ code, role }) => (role ? [[code, role] as const] : []));
  // In their own words people say who they are, whatever they were asked.
  const inWords = items.flatMap(({ code, kind }) =>
    kind === 'text' || kind === 'longText' ? [[code, 'contact.other'] as const] : [],
  );
  return new Map([...inWords, ...(declared.length > 0 ? declared : FIRST_ROLES)]);
}

/** The code of the item that has a role. */
export function codeOfRole(roles: ItemRoles, role: ItemRole): string | undefined {
  return [...roles].find((entry) => entry[1] === role)?.[0];
}

/** The item that has a role, if the questionnaire has one. */
export function findItemOfRole(questionnaire: Questionnaire, role: ItemRole): Item | undefined {
  const code = codeOfRole(itemRolesOf(questionnaire), role);
  return listItems(questionnaire).find((item) => item.code === code);
}

/** What somebody answered to the item of a role, as it is stored. */
export function answerOfRole<Value>(
  answers: Readonly<Record<string, Value>> | undefined,
  roles: ItemRoles,
  role: ItemRole,
): Value | undefined {
  return answers?.[codeOfRole(roles, role) ?? ''];
}

/** Which questionnaire something answers, as far as it says so. */
export interface AnswersTo {
  questionnaireId?: string | undefined;
  questionnaireRevision?: number | undefined;
}

/** The roles of the items of the questionnaire that a response answers. */
export type RolesOf = (response: AnswersTo) => ItemRoles;

/** The questionnaire that a response answers, if it is at hand. */
export type QuestionnaireOf = (response: AnswersTo) => Questionnaire | undefined;

/** Finds questionnaires among the revisions that are at hand. */
export function indexQuestionnaires(questionnaires: readonly Questionnaire[]): QuestionnaireOf {
  return ({ questionnaireId, questionnaireRevision }) =>
    questionnaires.find(({ id, revision }) => id === questionnaireId && revision === questionnaireRevision);
}

/** Finds the roles among the revisions that are at hand. */
export function indexRoles(questionnaires: readonly Questionnaire[]): RolesOf {
  const questionnaireOf = indexQuestionnaires(questionnaires);
  return (response) => itemRolesOf(questionnaireOf(response));
}
