import { describe, expect, it } from 'vitest';
import { computeResponseRates } from '#domain/fieldwork/returns/response-rates.ts';
import { countNone } from '#domain/fieldwork/returns/unit-disposition.ts';

describe('response rates', () => {
  // I5 P3 R2 NC1 O2 U2 NE1, the refusals and the unknown made up of their parts.
  const counts = {
    ...countNone(),
    complete: 5,
    partial: 3,
    refusal: 1,
    blank: 1,
    contacted: 1,
    other: 2,
    noReply: 1,
    undeliverable: 1,
    notEligible: 1,
  };
  const valueOf = (given?: number) =>
    Object.fromEntries(
      Object.entries(computeResponseRates(counts, given).rates).map(([code, { value }]) => [code, value]),
    );

  it('are those of the Standard Definitions', () => {
    const expected = {
      RR1: 1 / 3,
      RR2: 8 / 15,
      RR3: 5 / 14,
      RR4: 4 / 7,
      RR5: 5 / 13,
      RR6: 8 / 13,
      COOP1: 5 / 12,
      REF1: 2 / 15,
      CON1: 4 / 5,
      returned: 8 / 16,
      returnedOfReached: 8 / 15,
    };
    const rates = valueOf(0.5);
    for (const [code, value] of Object.entries(expected)) expect(rates[code], code).toBeCloseTo(value, 14);
    expect(Object.keys(rates).sort()).toEqual(Object.keys(expected).sort());
  });

  it('say with what they were computed, and on what e rests', () => {
    const { rates, eligible } = computeResponseRates(counts);
    expect(rates.returnedOfReached).toEqual({ numerator: 8, denominator: 15, value: 8 / 15 });
    expect(eligible).toEqual({ e: 13 / 14, basis: 'observed' });
    expect(rates.RR3.value).toBeCloseTo(5 / (13 + (13 / 14) * 2), 14);
    expect(computeResponseRates(counts, 0.5).eligible).toEqual({ e: 0.5, basis: 'given' });
    expect(computeResponseRates({ ...countNone(), noReply: 3 }).eligible).toEqual({ e: 1, basis: 'assumed' });
  });

  it('count a break-off as a refusal', () => {
    const { rates } = computeResponseRates({ ...countNone(), complete: 1, breakOff: 1 });
    expect(rates.REF1.value).toBe(0.5);
    expect(rates.returned.value).toBe(0.5);
  });

  it('are no numbers where nobody was asked', () => {
    expect(computeResponseRates(countNone()).rates.RR1).toEqual({
      numerator: 0,
      denominator: 0,
      value: null,
    });
  });
});
