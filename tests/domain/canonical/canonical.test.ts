import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  eraYear,
  fiscalYearOf,
  formatFiscalYear,
  isInstant,
  isPlainDate,
  LAST_DAY,
  tokyoDate,
  tokyoInstant,
  tokyoTime,
} from '#domain/canonical/dates.ts';
import { hashJson, hashText } from '#domain/canonical/hash.ts';
import { canonicalJson, NotCanonicalError } from '#domain/canonical/json.ts';
import { foldCompanyName, foldText } from '#domain/canonical/text.ts';
import { isUuidV7, uuidV7 } from '#domain/canonical/uuid.ts';

describe('canonical JSON', () => {
  // The example of RFC 8785, section 3.2.4.
  it('writes the example of RFC 8785', () => {
    const value = {
      // As text: the lint knows that the first cannot be held exactly, which is the point of the example.
      numbers: JSON.parse(
        '[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]',
      ) as number[],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units, as in RFC 8785, section 3.2.3', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('refuses what has no canonical form, saying where', () => {
    expect(() => canonicalJson({ a: ['ok', 'half \ud800'] })).toThrow(NotCanonicalError);
    expect(() => canonicalJson({ a: ['ok', 'half \ud800'] })).toThrow('/a/1');
    expect(() => canonicalJson(Number.NaN)).toThrow(NotCanonicalError);
    expect(() => canonicalJson([undefined])).toThrow(NotCanonicalError);
    expect(() => canonicalJson(new Date())).toThrow(NotCanonicalError);
  });

  it('gives one hash for one content, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(hashJson(turned)).toBe(hashJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 20261120 },
    );
  });

  // FIPS 180-2, B.1
  it('hashes "abc" as the standard does', () => {
    expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('days and instants', () => {
  it.each(['2026-11-20', '2024-02-29', '0001-01-01', LAST_DAY])('%s is a day', (day) => {
    expect(isPlainDate(day)).toBe(true);
    expect(isInstant(`${day}T05:30:00.000Z`)).toBe(true);
  });

  it.each([
    '2026-02-31',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '12026-01-01',
    '+012026-01-01',
    '-000001-01-01',
    '2026-1-1',
    '2026-11',
    '２０２６-11-20',
    '',
    20261120,
    null,
  ])('%s is none', (value) => {
    expect(isPlainDate(value)).toBe(false);
    expect(isInstant(`${value}T05:30:00.000Z`)).toBe(false);
  });

  it.each([
    '2026-11-20T05:30:00Z',
    '2026-11-20T05:30:00.0000Z',
    '2026-11-20 05:30:00.000+09:00',
    '2026-11-20T05:30:00.000+00:00',
    '2026-11-20T24:00:00.000Z',
    '2026-11-20T05:30:60.000Z',
    '2026-11-20',
    'today',
    0,
  ])('%s is no instant as the contract has them', (value) => expect(isInstant(value)).toBe(false));
});

describe('days and years of Japan', () => {
  it('knows the day in Japan at an instant', () => {
    expect(tokyoDate('2026-11-20T14:59:59.999Z')).toBe('2026-11-20');
    expect(tokyoDate('2026-11-20T15:00:00.000Z')).toBe('2026-11-21');
    expect(tokyoTime('2026-11-20T05:30:00.000Z')).toBe('14:30');
    expect(tokyoInstant('2026-11-20', '14:30')).toBe('2026-11-20T05:30:00.000Z');
  });

  it('begins the fiscal year in April', () => {
    expect(fiscalYearOf('2014-03-31')).toBe(2013);
    expect(fiscalYearOf('2014-04-01')).toBe(2014);
    expect(formatFiscalYear(2013)).toBe('平成25年度 (2013)');
    expect(formatFiscalYear(2019)).toBe('令和元年度 (2019)');
    expect(formatFiscalYear(1988)).toBe('昭和63年度 (1988)');
    expect(eraYear('平成', 25)).toBe(2013);
    expect(eraYear('天保', 1)).toBeUndefined();
  });

  it('counts days over months and leap years', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
    expect(daysBetween('2026-11-20', '2026-11-17')).toBe(-3);
  });
});

describe('texts', () => {
  it('compares without width, kana, case and spaces', () => {
    expect(foldText('ＡＢＣ　カナ ｶﾅ')).toBe(foldText('abcかなかな'));
  });

  it('compares companies without their legal form', () => {
    expect(foldCompanyName('㈱八戸水産')).toBe(foldCompanyName('株式会社 八戸水産'));
    expect(foldCompanyName('八戸水産(有)')).toBe(foldCompanyName('有限会社八戸水産'));
    expect(foldCompanyName('八戸水産')).not.toBe(foldCompanyName('八戸漁業'));
  });
});

describe('ids', () => {
  it('are UUIDs of version 7 that sort by time', () => {
    const zeros = (count: number): Uint8Array => new Uint8Array(count);
    const early = uuidV7(Date.parse('2026-11-20T00:00:00Z'), zeros);
    const late = uuidV7(Date.parse('2026-11-20T00:00:01Z'), zeros);
    expect(isUuidV7(early)).toBe(true);
    expect(early < late).toBe(true);
    expect(parseInt(early.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-20T00:00:00Z'));
    expect(isUuidV7('01a1f646-a463-4dbb-b8a6-d1a797a0c340')).toBe(false);
  });
});
