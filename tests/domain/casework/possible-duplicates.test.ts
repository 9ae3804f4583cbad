import { expect, it } from 'vitest';
import { findPossibleDuplicates } from '#domain/casework/possible-duplicates.ts';

const own = { id: 'own', fields: { name: '株式会社八戸水産', phone: '0178-00-0001' } };
const reasons = (fields: object, others: object[]) =>
  findPossibleDuplicates(
    { id: 'own', fields },
    others.map((other, index) => ({ id: String(index), fields: other })),
  ).map(({ id, reason }) => [id, reason]);

it('may be the same company by its number, its name or its telephone, the surest first', () => {
  expect(
    reasons({ ...own.fields, corporateNumber: '1000000000009' }, [
      { name: '弘前木工', phone: '０１７８（００）０００１' },
      { name: '㈲八戸水産' },
      { name: '別の名前', corporateNumber: '1000000000009' },
    ]),
  ).toEqual([
    ['2', 'corporateNumber'],
    ['1', 'name'],
    ['0', 'phone'],
  ]);
});

it('is not the same by what neither has, as a record of its own, when it was merged, or with another 法人番号', () => {
  expect(findPossibleDuplicates(own, [own])).toEqual([]);
  expect(reasons({ name: '', phone: '12' }, [{ name: '', phone: '12' }])).toEqual([]);
  expect(reasons(own.fields, [{ name: '八戸水産', mergedInto: 'own' }])).toEqual([]);
  expect(
    reasons({ name: '八戸水産', corporateNumber: '1' }, [{ name: '八戸水産', corporateNumber: '2' }]),
  ).toEqual([]);
});
