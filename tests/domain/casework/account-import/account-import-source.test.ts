import { expect, it } from 'vitest';
import { takeInSources, type ImportSource } from '#domain/casework/account-import/account-import-source.ts';

const source = (fingerprint: string, ...mapping: ImportSource['mapping']): ImportSource => ({
  fingerprint,
  mapping,
  choices: { values: {} },
});

it('takes in what the centre decided, and loses nothing that only the device knows', () => {
  const own = [{ ...source('a', 'name'), isUnsent: true as const }, source('b', 'name'), source('c', 'name')];
  const centre = [source('d', 'address'), source('a', 'address'), source('b', 'address')];
  expect(
    takeInSources(own, centre).map(({ fingerprint, mapping }) => `${fingerprint} ${mapping[0]}`),
  ).toEqual(['a name', 'd address', 'b address', 'c name']);
});
