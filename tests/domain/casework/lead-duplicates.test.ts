import { describe, expect, it } from 'vitest';
import { listLeadKeys } from '#domain/casework/lead-duplicates.ts';

describe('a lead is recognised', () => {
  it('by the company’s record', () => {
    expect(listLeadKeys({ accountId: 'a', companyName: '八戸水産' })).toEqual(['account:a']);
  });

  it('by name and telephone together, however both are written', () => {
    const [key] = listLeadKeys({ companyName: '株式会社八戸水産', contactPhone: '017-777-4066' });
    expect(listLeadKeys({ companyName: '㈱ 八戸水産', contactPhone: '０１７７７７４０６６' })).toEqual([key]);
    expect(listLeadKeys({ companyName: '㈱ 八戸水産', contactPhone: '017-777-4067' })).not.toEqual([key]);
  });

  it('by neither alone', () => {
    expect(listLeadKeys({ companyName: '八戸水産' })).toEqual([]);
    expect(listLeadKeys({ companyName: '株式会社', contactPhone: '017-777-4066' })).toEqual([]);
  });
});
