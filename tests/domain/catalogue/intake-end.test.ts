import { describe, expect, it } from 'vitest';
import { findIntakeEnd } from '#domain/catalogue/intake-end.ts';
import { advise, catalogue } from '#tests/domain/advice/advice-seeds.ts';

const sheet = (description: string, ...texts: string[]) => ({
  description,
  history: texts.map((text) => ({
    era: '',
    fiscalYear: 2011,
    event: '',
    class: 'other' as const,
    formerName: null,
    text,
  })),
});

describe('the end of the intake', () => {
  it('is found in the words of the one sheet that says so, with the year', () => {
    const found = catalogue.programmes.flatMap((programme) => {
      const end = findIntakeEnd(programme);
      return end ? [{ key: programme.key, ...end }] : [];
    });
    expect(found).toEqual([
      { key: 'p072', fiscalYear: 2011, where: 'description', quotation: '平成２３年度末までの取組' },
    ]);
  });

  it('is the last of several, in the history too, in any figures', () => {
    expect(
      findIntakeEnd(sheet('平成２３年度末までの取組', '平成25年度末をもって新規の受付を終了')),
    ).toMatchObject({ fiscalYear: 2013, where: 'history' });
    expect(findIntakeEnd(sheet('令和元年度末をもって募集終了'))).toMatchObject({ fiscalYear: 2019 });
  });

  it('is no other programme’s end, nor a plan without a year', () => {
    expect(
      findIntakeEnd(
        sheet('○○事業の終了に伴い開始した。平成２３年度末に制度を見直した', '今後、取扱終了を検討'),
      ),
    ).toBeUndefined();
  });

  it('puts a programme that runs on for those taken before behind those that take new ones', () => {
    const { suggestions } = advise({ issues: ['finance'], fiscalYear: 2026 });
    const closed = suggestions.find(({ programme }) => programme === 'p072')!;
    expect(closed.standing).toBe('ended');
    expect(closed.criteria.at(-1)).toEqual({
      name: 'inForce',
      state: 'unmet',
      reason: 'takenNoMore',
      grounds: [{ where: 'description', quotation: '平成２３年度末までの取組' }],
    });
    expect(suggestions[0]!.standing).not.toBe('ended');
    expect(
      advise({ issues: ['finance'], fiscalYear: 2011 }).suggestions.find(
        ({ programme }) => programme === 'p072',
      )!.standing,
    ).toBe('inForce');
  });
});
