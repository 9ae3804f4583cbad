import type { Collection } from '#domain/records/collections.ts';
import * as words from '#domain/records/words/words-of-collections.ts';
import { language } from '#ui/messages.ts';

/** What people call one record of a collection, in the screen's language. */
export function nameOfCollection(collection: Collection): string {
  return words.wordsOf(collection).name[language.value];
}

/** What people call a field or a group of fields of a collection; undefined where it has no name. */
export function findFieldName(collection: Collection, nameOrUnit: string): string | undefined {
  return words.findFieldName(words.wordsOf(collection), nameOrUnit)?.[language.value];
}

/** What a code in a field says; undefined for one that this app does not know. */
export function findCodeName(collection: Collection, field: string, code: string): string | undefined {
  return words.findCodeName(words.wordsOf(collection), field, code)?.[language.value];
}

/** The same where something has to be shown: a code that this app does not know stands for itself. */
export function nameOfCode(collection: Collection, field: string, code: string): string {
  return findCodeName(collection, field, code) ?? code;
}

/** What is said of a record that breaks a rule of its collection. */
export function findRuleText(collection: Collection, rule: string): string | undefined {
  return words.findRuleText(words.wordsOf(collection), rule)?.[language.value];
}
