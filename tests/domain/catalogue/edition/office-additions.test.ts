import { describe, expect, it } from 'vitest';
import { keepOfficeAdditions } from '#domain/catalogue/edition/office-additions.ts';
import { OUTSIDE_POLICIES } from '#domain/catalogue/model.ts';
import { catalogue } from '#tests/domain/advice/advice-seeds.ts';

describe('a report that is read again', () => {
  const terms = { eligibility: '県内の中小企業', contact: { telephone: '017-000-0000' } };
  const outside = {
    ...catalogue.programmes[0]!,
    key: 'x1',
    policy: OUTSIDE_POLICIES,
    pillar: '',
    provider: { kind: 'bank' as const, name: '銀行' },
  };
  const before = {
    ...catalogue,
    programmes: [
      ...catalogue.programmes.map((one) =>
        one.key === 'p019' ? { ...one, description: '前の読み', terms } : one,
      ),
      outside,
    ],
  };

  it('keeps what the office has entered beside it, and reads its own columns anew', () => {
    const kept = keepOfficeAdditions(catalogue, before);
    expect(kept.programmes).toHaveLength(120);
    expect(kept.programmes.find(({ key }) => key === 'p019')).toEqual({
      ...catalogue.programmes.find(({ key }) => key === 'p019'),
      terms,
    });
    expect(kept.programmes.at(-1)).toEqual(outside);
    expect(kept.totals).toEqual(catalogue.totals);
  });

  it('is as it was read where there was nothing, and the same again is no change', () => {
    expect(keepOfficeAdditions(catalogue, undefined)).toEqual(catalogue);
    const once = keepOfficeAdditions(catalogue, before);
    expect(keepOfficeAdditions(catalogue, once)).toEqual(once);
  });
});
