import { describe, expect, it } from 'vitest';
import { addressBoxOf, computeAddressSize, seenBoxOf } from '#domain/fieldwork/letters/letter-sheet.ts';
import {
  fillLetterText,
  LETTER_KINDS,
  LETTER_LIMITS,
  listUnknownPlaceholders,
  USUAL_LETTERS,
} from '#domain/fieldwork/letters/letter-texts.ts';
import { findAddressFault, postalAddressOf } from '#domain/fieldwork/letters/postal-address.ts';

describe('the text of a letter', () => {
  it('has what stands in braces filled in, also in full-width ones, and keeps what it does not know', () => {
    const values = { 会社名: '八戸水産', 期間: '11月1日から' };
    expect(fillLetterText('{会社名}様　｛ 期間 ｝ {担当者}', values)).toBe(
      '八戸水産様　11月1日から {担当者}',
    );
  });

  it('is not filled in twice: a company’s name with braces stays a name', () => {
    expect(fillLetterText('{会社名}', { 会社名: '{コード}', コード: 'SECRET' })).toBe('{コード}');
  });

  it('says what it cannot fill in: a name nobody knows, a code where a letter bears none', () => {
    expect(listUnknownPlaceholders('invitation', '{会社名}{担当者}{担当者}{コード}')).toEqual(['担当者']);
    expect(listUnknownPlaceholders('thanks', '{会社名}{コード}{リンク}')).toEqual(['コード', 'リンク']);
  });

  it.each(LETTER_KINDS)('that is usual for the kind %s can be filled in and kept', (kind) => {
    const { subject, body } = USUAL_LETTERS.texts[kind];
    expect(listUnknownPlaceholders(kind, subject + body)).toEqual([]);
    expect(subject.length).toBeLessThanOrEqual(LETTER_LIMITS.subject);
    expect(body.length).toBeLessThanOrEqual(LETTER_LIMITS.body);
    expect(subject).toContain('{調査名}');
  });
});

describe('an address on an envelope', () => {
  it('has the municipality before it once, and its postal code with a hyphen', () => {
    const written = { postalCode: '0300801', address: '本町1-2' };
    expect(postalAddressOf(written, '青森市')).toEqual({ postalCode: '030-0801', address: '青森市本町1-2' });
    expect(postalAddressOf({ ...written, address: '青森県青森市本町1-2' }, '青森市').address).toBe(
      '青森県青森市本町1-2',
    );
    expect(postalAddressOf(written, '').address).toBe('本町1-2');
  });

  it.each([
    [{ postalCode: '0300801', address: '本町1-2' }, undefined],
    [{ postalCode: '03008', address: '本町1-2' }, 'noPostalCode'],
    [{ postalCode: '0300801', address: '  ' }, 'noAddress'],
    [{}, 'noAddress'],
  ] as const)('%o lacks %s', (account, fault) => {
    expect(findAddressFault(postalAddressOf(account, '青森市'))).toBe(fault);
  });

  it('stands 5 mm within the window, and the window shows 5 mm more than itself when the sheet slides', () => {
    expect(addressBoxOf({ left: 12, top: 8 })).toEqual({ left: 17, top: 13, width: 70, height: 35 });
    expect(seenBoxOf({ left: 12, top: 8 })).toEqual({ left: 7, top: 3, width: 90, height: 55 });
  });

  it('is written smaller where it is long, and said to be too long where it does not fit at all', () => {
    const long = '大字'.repeat(10);
    expect(computeAddressSize(['青森市本町1-2', '株式会社八戸水産 御中'])).toBe('usual');
    expect(computeAddressSize([long + long, long + long, '代表者 様'])).toBe('small');
    expect(computeAddressSize([long + long + long, long + long + long, '代表者 様'])).toBe('tooLong');
  });
});
