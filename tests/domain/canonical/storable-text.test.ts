import { expect, it } from 'vitest';
import { findUnstorable, withoutUnstorable } from '#domain/canonical/storable-text.ts';

it('takes lone surrogates and NULs out of all texts, and leaves whole characters alone', () => {
  const whole = { name: '𠮷野家😀', tags: ['鮭'], count: 3, none: null };
  expect(withoutUnstorable(whole)).toBe(whole);
  expect(
    withoutUnstorable({ name: '𠮷\ud842野', tags: ['\udfb7鮭'], map: { note: 'a\ud83d\0' }, none: null }),
  ).toEqual({ name: '𠮷野', tags: ['鮭'], map: { note: 'a' }, none: null });
});

it.each<[unknown, string | undefined]>([
  [{ name: '𠮷野家😀\n\u0001', tags: ['鮭'], count: 3, none: null }, undefined],
  ['a\0', ''],
  [{ good: 1, tags: ['a', '\ud800'], later: '\0' }, '/tags/1'],
  [{ fields: { 'answers/issues': 'a\0', 'a~b': '' } }, '/fields/answers~1issues'],
  // A pointer with the character in it could not be stored itself.
  [{ map: { 'a\0': 1 } }, '/map'],
])('finds in %j what cannot be stored at %s', (value, pointer) => {
  expect(findUnstorable(value)).toBe(pointer);
});
