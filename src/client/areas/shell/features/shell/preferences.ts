import { ref, watch, type Ref } from 'vue';
import type { Language } from '#domain/canonical/language.ts';
import { language } from '#ui/messages.ts';
import { findRemembered, remember } from '#client/storage/device-memory.ts';

/** Which colours the screen has; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

const LANGUAGE_KEY = 'banso.language';
const THEME_KEY = 'banso.theme';

/** The theme this device was set to. */
export const theme: Ref<Theme> = ref('system');

/** The language of a first visit: Japanese unless the device asks for another one. */
export function computeFirstLanguage(deviceLanguages: readonly string[]): Language {
  const first = deviceLanguages[0];
  return first === undefined || first.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}

/**
 * Brings language and theme back as this device left them, and keeps `<html lang>`,
 * `<html data-theme>` and the storage in step from then on. Called once, before mounting.
 */
export function restorePreferences(): void {
  const storedLanguage = findRemembered(LANGUAGE_KEY);
  language.value =
    storedLanguage === 'ja' || storedLanguage === 'en'
      ? storedLanguage
      : computeFirstLanguage(navigator.languages);

  const storedTheme = findRemembered(THEME_KEY);
  theme.value = storedTheme === 'light' || storedTheme === 'dark' ? storedTheme : 'system';

  watch(language, (value) => (document.documentElement.lang = value), { immediate: true });
  watch(
    theme,
    (value) => {
      if (value === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = value;
    },
    { immediate: true },
  );
}

/** Changes the language of the whole screen, for this device from now on. */
export function chooseLanguage(value: Language): void {
  language.value = value;
  remember(LANGUAGE_KEY, value);
}

/** Changes the colours of the whole screen, for this device from now on. */
export function chooseTheme(value: Theme): void {
  theme.value = value;
  remember(THEME_KEY, value);
}
