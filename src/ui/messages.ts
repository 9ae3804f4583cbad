import { computed, ref, type Ref } from 'vue';
import { separateThousands } from '#domain/canonical/numbers.ts';
import type { Language } from '#domain/canonical/language.ts';

/** The language that the whole screen speaks now. */
export const language: Ref<Language> = ref('ja');

/** A person's texts in both languages; `{name}` stands for a parameter. */
export type Messages<Key extends string> = Record<Language, Record<Key, string>>;

/** Declares a module's texts; the compiler insists that both languages have every key. */
export function defineMessages<const Key extends string>(messages: Messages<Key>): Messages<Key> {
  return messages;
}

/** Fills `{name}` parameters into a text; numbers are written with thousands separators. */
export function fillMessage(text: string, parameters: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? separateThousands(value) : value;
  });
}

/** A module's translator; reading it in a template makes the template follow the language. */
export function useMessages<Key extends string>(
  messages: Messages<Key>,
): (key: Key, parameters?: Record<string, string | number>) => string {
  const current = computed(() => messages[language.value]);
  return (key, parameters) => fillMessage(current.value[key], parameters);
}
