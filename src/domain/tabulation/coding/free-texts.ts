import type { LocalisedText } from '#domain/canonical/language.ts';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import { listItems, otherTextCode, type Questionnaire } from '#domain/questionnaire/model.ts';
import type { ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import { normaliseText, textHashOf } from './text-hash.ts';

/** A question that is answered in words: of its own, or to one of its options. */
export interface TextQuestion {
  /** Under which its words stand among the answers: `satisfaction_reason`, `issues.other`. */
  code: string;
  number: string;
  label: LocalisedText;
  /** The words are those to an option. */
  isOther: boolean;
}

/** What somebody wrote. `rows` are the positions of those who wrote it, among the responses that were given. */
export interface FreeText {
  hash: string;
  text: string;
  rows: number[];
}

/** Who answers, and how they are reached: nothing that is sorted into categories. */
const ADDRESS_ROLES: ReadonlySet<ItemRole | undefined> = new Set<ItemRole>([
  'contact.company',
  'contact.email',
  'contact.name',
  'contact.phone',
  'contact.time',
  'contact.way',
]);

/** The questions of a questionnaire that are answered in words, in their order; none that asks who somebody is. */
export function listTextQuestions(questionnaire: Questionnaire): TextQuestion[] {
  const roles = itemRolesOf(questionnaire);
  return listItems(questionnaire).flatMap(
    ({ code, kind, role, number = '', label, options }): TextQuestion[] => {
      if (ADDRESS_ROLES.has(roles.get(code)) || role === 'contact.other') return [];
      if (kind === 'text' || kind === 'longText') return [{ code, number, label, isOther: false }];
      return options?.some(({ opensText }) => opensText)
        ? [{ code: otherTextCode(code), number, label, isOther: true }]
        : [];
    },
  );
}

/** What a response says in words to a question; undefined where it says nothing, or its words are not here. */
export function textOf({ fields }: ResponseRecord, question: string): string | undefined {
  const answer = fields.answers?.[question];
  return typeof answer === 'string' && normaliseText(answer) !== '' ? answer : undefined;
}

/** The different texts to a question, each once with those who wrote it, in the order of the responses. */
export function listFreeTexts(responses: readonly ResponseRecord[], question: string): FreeText[] {
  const texts = new Map<string, FreeText>();
  responses.forEach((response, row) => {
    const text = textOf(response, question);
    if (text === undefined) return;
    const hash = textHashOf(text);
    const known = texts.get(hash);
    if (known) known.rows.push(row);
    else texts.set(hash, { hash, text: text.trim(), rows: [row] });
  });
  return [...texts.values()];
}
