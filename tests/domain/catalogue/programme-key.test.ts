import { expect, it } from 'vitest';
import { composeProgrammeKey } from '#domain/catalogue/programme-key.ts';

it('gives each id a key of its own, and the same id the same', () => {
  const keys = Array.from({ length: 1000 }, (_, id) => composeProgrammeKey(2014, String(id)));
  expect(new Set(keys).size).toBe(1000);
  expect(keys.filter((key) => !/^2014-[0-9a-f]{8}$/.test(key))).toEqual([]);
  expect(composeProgrammeKey(2014, '7')).toBe(keys[7]);
});
