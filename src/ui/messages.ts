import { computed, ref, type Ref } from 'vue';
import { fillText } from '#domain/canonical/fill-text.ts';
import type { Language, LocalisedText } from '#domain/canonical/language.ts';

/** The language that the whole screen speaks now. */
export const language: Ref<Language> = ref('ja');

/** A person's texts in both languages; `{name}` stands for a parameter. */
export type Messages<Key extends string> = Record<Language, Record<Key, string>>;

/** Declares a module's texts; the compiler insists that both languages have every key. */
export function defineMessages<const Key extends string>(messages: Messages<Key>): Messages<Key> {
  return messages;
}

/** The words of codes, as they are said with the codes in the domain. */
export function messagesOf<Code extends string>(
  words: Readonly<Record<Code, LocalisedText>>,
): Messages<Code> {
  const codes = Object.keys(words) as Code[];
  const inOne = (own: Language): Record<Code, string> =>
    Object.fromEntries(codes.map((code) => [code, words[code][own]])) as Record<Code, string>;
  return { ja: inOne('ja'), en: inOne('en') };
}

/** A module's translator; reading it in a template makes the template follow the language. */
export function useMessages<Key extends string>(
  messages: Messages<Key>,
): (key: Key, parameters?: Record<string, string | number>) => string {
  const current = computed(() => messages[language.value]);
  return (key, parameters) => fillText(current.value[key], parameters);
}
