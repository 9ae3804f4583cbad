import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseEmail } from '#domain/access/email.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { signInSchema } from '#protocol/session.ts';

it.each([
  ['sato@example.jp', 'sato@example.jp'],
  ['  sato@example.jp\n', 'sato@example.jp'],
  ['ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'sato@example.jp'],
  ['　Sato.Ken+banso@Mail.Example.CO.JP', 'sato.ken+banso@mail.example.co.jp'],
])('reads %j', (typed, email) => {
  expect(parseEmail(typed)).toBe(email);
});

it.each([
  '',
  ' ',
  'sato',
  'sato.example.jp',
  '@example.jp',
  'sato@',
  'sato@example',
  'sa to@example.jp',
  'sato@exam ple.jp',
  'sato@@example.jp',
  '佐藤@example.jp',
  'sato@例.jp',
  'sato@example..jp',
  `${'a'.repeat(250)}@example.jp`,
])('takes %j for no address', (typed) => {
  expect(parseEmail(typed)).toBeUndefined();
});

describe('beside the server', () => {
  const isTaken = (email: string) => v.safeParse(signInSchema, { email, password: 'x' }).success;

  it('accepts what the server accepts, and nothing that it refuses, whatever is typed', () => {
    const random = new SeededRandom(28);
    const pieces = [
      'a',
      'Z',
      '0',
      '_',
      '-',
      '+',
      '.',
      '..',
      '@',
      'example',
      '.jp',
      '.co',
      ' ',
      '　',
      '＠',
      '．',
      'ａ',
      '佐',
      "'",
      '%',
      '/',
      'K',
      'ß',
      'ﬁ',
      '\n',
      '\u200b',
    ];
    let read = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const part = () => Array.from({ length: 1 + random.below(3) }, () => random.pick(pieces)).join('');
      const typed = random.below(2) === 0 ? part() + part() : `${part()}@${part()}.jp`;
      const email = parseEmail(typed);
      if (email !== undefined) read += 1;
      expect(email !== undefined, JSON.stringify(typed)).toBe(isTaken(typed.normalize('NFKC')));
      if (email !== undefined) expect(isTaken(email), JSON.stringify(typed)).toBe(true);
    }
    expect(read).toBeGreaterThan(100);
  });

  it.each([253, 254, 255])('agrees on an address of %i characters', (length) => {
    const email = `${'a'.repeat(length - '@example.jp'.length)}@example.jp`;
    expect(parseEmail(email) !== undefined).toBe(isTaken(email));
  });
});
