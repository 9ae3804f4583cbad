import { watch } from 'vue';
import type { Language } from '#domain/canonical/language.ts';
import { language } from '#ui/messages.ts';
import type { DeviceShelf } from './device-shelf.ts';

const NAME = 'language';

/**
 * Begins in the language chosen on this device before, else in the one in which the
 * server wrote the page, and keeps `<html lang>` in step.
 */
export function restoreLanguage(shelf: DeviceShelf): void {
  const kept = shelf.find(NAME);
  const { documentElement } = document;
  language.value = isLanguage(kept) ? kept : isLanguage(documentElement.lang) ? documentElement.lang : 'ja';
  watch(language, (value) => (documentElement.lang = value), { immediate: true });
}

/** Changes the language of the page, for this device from now on. */
export function chooseLanguage(value: Language, shelf: DeviceShelf): void {
  language.value = value;
  shelf.keep(NAME, value);
}

function isLanguage(value: string | undefined): value is Language {
  return value === 'ja' || value === 'en';
}
