// @vitest-environment happy-dom
import { nextTick } from 'vue';
import { beforeEach, describe, expect, it } from 'vitest';
import { isIosDevice } from '#client/areas/shell/features/shell/installation.ts';
import {
  chooseLanguage,
  chooseTheme,
  computeFirstLanguage,
  restorePreferences,
  theme,
} from '#client/areas/shell/features/shell/preferences.ts';
import { language } from '#ui/messages.ts';

beforeEach(() => localStorage.clear());

it('begins in Japanese unless the device asks for another language', () => {
  expect(computeFirstLanguage(['ja-JP', 'en'])).toBe('ja');
  expect(computeFirstLanguage([])).toBe('ja');
  expect(computeFirstLanguage(['en-GB', 'ja'])).toBe('en');
  expect(computeFirstLanguage(['fr'])).toBe('en');
});

it('keeps language and theme on this device and tells the page', async () => {
  restorePreferences();
  chooseLanguage('en');
  chooseTheme('dark');
  await nextTick();
  expect(document.documentElement.lang).toBe('en');
  expect(document.documentElement.dataset['theme']).toBe('dark');

  language.value = 'ja';
  theme.value = 'system';
  await nextTick();
  expect(document.documentElement.dataset['theme']).toBeUndefined();

  restorePreferences();
  await nextTick();
  expect(language.value).toBe('en');
  expect(document.documentElement.dataset['theme']).toBe('dark');
});

it('takes damaged preferences for none', () => {
  localStorage.setItem('banso.theme', 'purple');
  localStorage.setItem('banso.language', '');
  restorePreferences();
  expect(theme.value).toBe('system');
  expect(['ja', 'en']).toContain(language.value);
});

describe('iOS', () => {
  it.each([
    [
      'an iPhone',
      {
        userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)',
        platform: 'iPhone',
        maxTouchPoints: 5,
      },
      true,
    ],
    [
      'an iPad that calls itself a Mac',
      {
        userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
        platform: 'MacIntel',
        maxTouchPoints: 5,
      },
      true,
    ],
    [
      'a Mac',
      {
        userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
        platform: 'MacIntel',
        maxTouchPoints: 0,
      },
      false,
    ],
    [
      'an Android phone',
      { userAgent: 'Mozilla/5.0 (Linux; Android 15)', platform: 'Linux armv8l', maxTouchPoints: 5 },
      false,
    ],
  ])('is told from others: %s', (_name, device, expected) => {
    expect(isIosDevice(device)).toBe(expected);
  });
});
