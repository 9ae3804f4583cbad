import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SharedTexts } from '#client/workers/tabulation/shared-texts.ts';

it('changes nothing of what is said', () => {
  const texts = new SharedTexts();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(texts.share(structuredClone(value))).toEqual(value);
    }),
  );
});

it('keeps the values of lists, of answers without one, and long words as they are', () => {
  const fields = {
    answers: {
      issues: ['labour', 'sales'],
      wish: { missing: 'refused' },
      founded: 1985,
      note: '長'.repeat(50),
    },
    invented: true,
    endedAt: null,
  };
  expect(new SharedTexts().share(structuredClone(fields))).toEqual(fields);
});
