import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  computeInvitationCode,
  hashInvitationCode,
  parseInvitationCode,
} from '#domain/fieldwork/invitation-code.ts';

const SECRET = 'a secret of at least 32 characters';
const UNIT = { centreId: 'c', surveyId: 's', unitId: 'u', generation: 1 };
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const code = fc.uuid().map((unitId) => computeInvitationCode(SECRET, { ...UNIT, unitId }));

describe('an invitation code', () => {
  it('is the first 45 bits of the keyed hash and a check symbol, as docs/contracts.md has it', () => {
    // echo -n '["c","s","u",1]' | openssl dgst -sha256 -hmac 'a secret of at least 32 characters'
    expect(computeInvitationCode(SECRET, UNIT)).toBe('01R4V-D3FXP');
  });

  it('is printed in two halves of Crockford’s symbols', () => {
    fc.assert(
      fc.property(code, (printed) => /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/.test(printed)),
      { seed: 1 },
    );
  });

  it('is another one for every part of what it stands for, and for every key', () => {
    const others = [{ centreId: 'd' }, { surveyId: 't' }, { unitId: 'v' }, { generation: 2 }].map((part) =>
      computeInvitationCode(SECRET, { ...UNIT, ...part }),
    );
    const codes = [computeInvitationCode(SECRET, UNIT), computeInvitationCode(`${SECRET}!`, UNIT), ...others];
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each([
    ['lower case', (printed: string) => printed.toLowerCase()],
    ['without its hyphen', (printed: string) => printed.replace('-', '')],
    ['with blanks', (printed: string) => ` ${printed.replace('-', ' - ')}　`],
    [
      'full width, with the Japanese long mark',
      (printed: string) =>
        printed
          .replace('-', 'ー')
          .replace(/[0-9A-Z]/g, (symbol) => String.fromCharCode(symbol.charCodeAt(0) + 0xfee0)),
    ],
    ['with O for 0 and l for 1', (printed: string) => printed.replaceAll('0', 'O').replaceAll('1', 'l')],
    ['with o for 0 and I for 1', (printed: string) => printed.replaceAll('0', 'o').replaceAll('1', 'I')],
    ['with another dash', (printed: string) => printed.replace('-', '‐')],
  ])('is understood %s', (_how, write) => {
    fc.assert(
      fc.property(code, (printed) => parseInvitationCode(write(printed)) === printed),
      { seed: 2 },
    );
  });

  it('with one wrong symbol is known to be mistyped, wherever it stands', () => {
    fc.assert(
      fc.property(code, fc.nat(9), fc.integer({ min: 1, max: 31 }), (printed, place, shift) => {
        const symbols = [...printed.replace('-', '')];
        symbols[place] = SYMBOLS[(SYMBOLS.indexOf(symbols[place]!) + shift) % 32]!;
        expect(parseInvitationCode(symbols.join(''))).toBeUndefined();
      }),
      { seed: 3 },
    );
  });

  it('with two neighbours in each other’s place is known to be mistyped, but for 0 and Z', () => {
    fc.assert(
      fc.property(code, fc.nat(8), (printed, place) => {
        const symbols = [...printed.replace('-', '')];
        const pair = [symbols[place]!, symbols[place + 1]!];
        fc.pre(pair[0] !== pair[1] && pair.toSorted().join('') !== '0Z');
        symbols.splice(place, 2, pair[1]!, pair[0]!);
        expect(parseInvitationCode(symbols.join(''))).toBeUndefined();
      }),
      { seed: 4 },
    );
  });

  it('is nothing else: garbage is mistyped and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        (text) => parseInvitationCode(text) === undefined,
      ),
      { seed: 5 },
    );
    for (const text of ['', '-----', 'UUUUU-UUUUU', '00000-0000', '00000-000000'])
      expect(parseInvitationCode(text)).toBeUndefined();
  });

  it('is kept as a hash that only its key gives', () => {
    const printed = computeInvitationCode(SECRET, UNIT);
    expect(hashInvitationCode(SECRET, printed)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashInvitationCode(SECRET, printed)).not.toBe(hashInvitationCode(`${SECRET}!`, printed));
  });
});

it('a code is read out of whatever was copied with it, and no other text is taken for one', () => {
  const printed = computeInvitationCode('k'.repeat(32), {
    centreId: 'c',
    surveyId: 's',
    unitId: 'u',
    generation: 0,
  });
  for (const text of [
    `コード：${printed}（本日まで）`,
    `「${printed}」です。`,
    `https://banso.example.jp/s/${printed}`,
    `\u200b${printed.slice(0, 5)}\u2060-${printed.slice(5 + 1)}\ufeff`,
    `code: ${printed.toLowerCase().split('').join(' ')}`,
    `ご回答コード ${printed.replace('-', ' ')} をご入力ください`,
    `No.${printed}`,
    printed.replace('-', '.'),
    `https://mail.example/?url=${encodeURIComponent(`https://banso.example.jp/s/${printed}`)}&data=05`,
    `https://banso.example.jp/s/${printed.replace('-', '%2D')}`,
  ])
    expect(parseInvitationCode(text), text).toBe(printed);
  const mistyped = `${printed.slice(0, -1)}${printed.endsWith('2') ? '3' : '2'}`;
  expect(parseInvitationCode(`コード ${mistyped} です`)).toBeUndefined();
});
