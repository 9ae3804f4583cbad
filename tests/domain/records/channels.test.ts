import { expect, it } from 'vitest';
import { CHANNELS, isByLink } from '#domain/records/channels.ts';

it('knows which responses a company has given by itself on a page', () => {
  expect(CHANNELS.filter(isByLink)).toEqual(['link', 'openLink']);
  expect(CHANNELS).toEqual(['visit', 'link', 'openLink', 'paper', 'import']);
  expect(isByLink(undefined)).toBe(false);
});
