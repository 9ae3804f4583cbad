import { expect, it } from 'vitest';
import { withoutHalfCharacters } from '#domain/canonical/half-characters.ts';

it('takes lone surrogates out of all texts, and leaves whole characters alone', () => {
  const whole = { name: '𠮷野家😀', tags: ['鮭'], count: 3, none: null };
  expect(withoutHalfCharacters(whole)).toBe(whole);
  expect(
    withoutHalfCharacters({ name: '𠮷\ud842野', tags: ['\udfb7鮭'], map: { note: 'a\ud83d' }, none: null }),
  ).toEqual({ name: '𠮷野', tags: ['鮭'], map: { note: 'a' }, none: null });
});
