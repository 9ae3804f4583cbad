// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { onThemeChange } from '#client/charts/chart-colours.ts';

const root = document.documentElement;
afterEach(() => delete root.dataset['theme']);

it.each([undefined, 'dark'])(
  'draws for paper in light, and then again as the screen was (%s)',
  async (theme) => {
    if (theme) root.dataset['theme'] = theme;
    const drawn: (string | undefined)[] = [];
    const stop = [
      onThemeChange(() => drawn.push(root.dataset['theme'])),
      onThemeChange(() => drawn.push(root.dataset['theme'])),
    ];
    window.dispatchEvent(new Event('beforeprint'));
    await vi.waitFor(() => expect(drawn).toEqual(['light', 'light']));
    window.dispatchEvent(new Event('afterprint'));
    await vi.waitFor(() => expect(drawn).toEqual(['light', 'light', theme, theme]));
    for (const each of stop) each();
    window.dispatchEvent(new Event('beforeprint'));
    expect(root.dataset['theme']).toBe(theme);
  },
);

it('leaves the person’s theme alone where nothing was printed, and gives it back where the charts go meanwhile', () => {
  root.dataset['theme'] = 'dark';
  const stop = onThemeChange(() => {});
  window.dispatchEvent(new Event('afterprint'));
  expect(root.dataset['theme']).toBe('dark');
  window.dispatchEvent(new Event('beforeprint'));
  expect(root.dataset['theme']).toBe('light');
  stop();
  expect(root.dataset['theme']).toBe('dark');
});
