import { describe, expect, it } from 'vitest';
import { AccountIndex } from '#domain/casework/account-import-matching.ts';
import {
  findRegisterChanges,
  readRegisterRow,
  type RegisterRow,
} from '#domain/casework/corporate-register.ts';
import { listMergeProposals } from '#domain/casework/merge-proposals.ts';
import type { Account } from '#domain/records/account.ts';

const company = (id: string, fields: Partial<Account>) => ({ id, fields });
const propose = (accounts: ReturnType<typeof company>[]): string[] =>
  listMergeProposals(
    accounts,
    new AccountIndex(({ municipality, address }) => ({ municipality, street: address })),
  ).map(({ one, other, reason }) => `${one.id}${other.id} ${reason}`);

describe('records that may be of one company', () => {
  it('are proposed once each, the surest first', () => {
    expect(
      propose([
        company('a', { name: '八戸水産', phone: '0178-22-1234' }),
        company('b', { name: '㈱八戸水産' }),
        company('c', { name: '弘前木工', municipality: '02202', address: '1-1' }),
        company('d', { name: '弘前木工', municipality: '02202', address: '1-1' }),
        company('e', { name: '別の名前', phone: '0178221234' }),
        company('f', { name: 'むつ製材', corporateNumber: '7000012050002' }),
        company('g', { name: 'むつ木材', corporateNumber: '7000012050002' }),
      ]),
    ).toEqual(['fg corporateNumber', 'cd nameAndPlace', 'ab name', 'ae phone']);
  });

  it('are none where they were merged, found to be two, or have two numbers', () => {
    expect(propose([company('a', { name: 'X社' }), company('b', { name: 'X社', mergedInto: 'a' })])).toEqual(
      [],
    );
    expect(
      propose([company('a', { name: 'X社', distinctFrom: ['b'] }), company('b', { name: 'X社' })]),
    ).toEqual([]);
    const [one, two] = ['7000012050002', '1000012160153'];
    expect(
      propose([
        company('a', { name: 'X', corporateNumber: one! }),
        company('b', { name: 'X', corporateNumber: two! }),
      ]),
    ).toEqual([]);
  });

  it('are found by the name of before, that of a record that was joined or one that joining overwrote', () => {
    expect(
      propose([
        company('a', { name: '新しい名' }),
        company('b', { name: '八戸水産', mergedInto: 'a' }),
        company('c', { name: '八戸水産' }),
      ]),
    ).toEqual(['ac name']);
    const mergedValues = { name: { before: '旧社名', after: '新社名' } };
    expect(
      propose([
        company('a', { name: '新社名' }),
        company('b', { name: 'べつ', mergedInto: 'a', mergedValues: mergedValues as never }),
        company('c', { name: '旧社名' }),
      ]),
    ).toEqual(['ac name']);
    expect(
      propose([
        company('a', { name: '新しい名', distinctFrom: ['c'] }),
        company('b', { name: '八戸水産', mergedInto: 'a' }),
        company('c', { name: '八戸水産' }),
      ]),
    ).toEqual([]);
  });

  it('are found among 7,500 in a moment', () => {
    const many = Array.from({ length: 7_500 }, (_, n) =>
      company(String(n).padStart(5, '0'), { name: `会社${n >> 1}` }),
    );
    const begun = performance.now();
    expect(propose(many)).toHaveLength(3_750);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('the register of corporate numbers', () => {
  const row = (process: string, fields: Record<number, string>): string[] =>
    Array.from(
      { length: 30 },
      (_, index) => ({ 2: '7000012050002', 3: process, 6: '2026-10-01', ...fields })[index + 1] ?? '',
    );
  const read = (cells: string[]): RegisterRow => readRegisterRow(cells)!;
  const known = company('a', { name: '国税水産', corporateNumber: '7000012050002', address: '旧町1' });
  const find = (cells: string[], ...others: ReturnType<typeof company>[]) =>
    findRegisterChanges([read(cells)], [known, ...others], '登記の閉鎖');

  it('renames, moves and puts aside, and says nothing of what the file says already', () => {
    expect(find(row('11', { 7: '新国税水産' }))[0]!.edit).toEqual({ name: '新国税水産' });
    expect(find(row('12', { 10: '青森県', 11: '八戸市', 12: '鮫町1', 16: '0310841' }))[0]!.edit).toEqual({
      address: '八戸市鮫町1',
      postalCode: '031-0841',
    });
    expect(find(row('21', {}))[0]!.edit).toEqual({
      status: 'archived',
      statusReason: '登記の閉鎖',
      statusDate: '2026-10-01',
    });
    expect(find(row('11', { 7: '国税水産' }))).toEqual([]);
  });

  it('names the corporation that took one in, where there is a file of it', () => {
    const successor = company('b', { name: '大国税', corporateNumber: '1000012160153' });
    const absorbed = row('71', { 21: '1000012160153' });
    expect(find(absorbed, successor)[0]).toMatchObject({ successor: { id: 'b' }, edit: {} });
    expect(find(absorbed)[0]!.edit).toMatchObject({ status: 'archived' });
  });

  it('is no other file', () => {
    expect(readRegisterRow(['7000012050002', '11'])).toBeUndefined();
    expect(readRegisterRow(row('01', {}))).toBeUndefined();
    expect(readRegisterRow(row('11', { 2: '1234567890123' }))).toBeUndefined();
  });
});
