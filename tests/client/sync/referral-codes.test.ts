import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Unreachable } from '#client/api/http.ts';
import { allotReferralCodes } from '#client/api/referrals-api.ts';
import { BansoDatabase, type KeptReferralCode } from '#client/storage/database.ts';
import { fillCodePool, takeCode } from '#client/sync/referral-codes.ts';
import { CODES_PER_DEVICE, type ReferralCodePair } from '#protocol/referrals.ts';

vi.mock('#client/api/referrals-api.ts');
const allot = vi.mocked(allotReferralCodes);

let db: BansoDatabase;
beforeEach(async () => {
  vi.resetAllMocks();
  allot.mockResolvedValue(pairs(CODES_PER_DEVICE));
  db = new BansoDatabase('centre', 'sato');
  await db.setMeta('deviceId', 'own');
});
afterEach(() => db.delete());

function pairs(count: number): ReferralCodePair[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `code-${String(at).padStart(2, '0')}`,
    partner: `P${at}`,
    company: `C${at}`,
  }));
}
const keep = (codes: readonly ReferralCodePair[], deviceId = 'own') =>
  db.referralCodes.bulkPut(codes.map((code): KeptReferralCode => ({ ...code, deviceId })));
const refer = (codeId: string) =>
  db.referrals.put({ id: `of-${codeId}`, revision: 1, fields: { codeId }, deletedAt: null } as never);

it('is filled up for a device that has none, and those of a copy of it do not count', async () => {
  await keep(pairs(CODES_PER_DEVICE), 'other');
  await fillCodePool(db);
  expect(allot.mock.calls).toEqual([['own']]);
  expect(await takeCode(db)).toBe('code-00');
});

it('asks nothing while half of them are free, and again once fewer are', async () => {
  await keep(pairs(CODES_PER_DEVICE));
  for (let at = 0; at < CODES_PER_DEVICE / 2; at += 1) await refer(`code-${String(at).padStart(2, '0')}`);
  await fillCodePool(db);
  expect(allot).not.toHaveBeenCalled();
  expect(await takeCode(db)).toBe('code-10');
  await refer('code-10');
  await fillCodePool(db);
  expect(allot).toHaveBeenCalledTimes(1);
});

it('keeps what there is where no server answers', async () => {
  await keep(pairs(2));
  allot.mockRejectedValue(new Unreachable());
  await fillCodePool(db);
  expect(await takeCode(db)).toBe('code-00');
});
