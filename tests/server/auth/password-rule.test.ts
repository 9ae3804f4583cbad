import { describe, expect, it } from 'vitest';
import { findPasswordFault } from '#server/auth/password-rule.ts';

describe('the password rule', () => {
  it.each(['', 'kani-ringo', 'りんごとかに', '👍👍👍👍👍👍'])(
    'asks for twelve characters: %s',
    (password) => {
      expect(findPasswordFault(password)).toBe('password-too-short');
    },
  );

  it.each([
    'password1234',
    'passwordpassword',
    'P@ssw0rd2024!',
    'Password!Password!',
    'qwertyuiop123',
    'qwertyuiopasdfgh',
    '1qaz2wsx3edc',
    'asdfghjkl;12',
    '123456789012',
    '210987654321',
    'abcdefghijkl',
    'aaaaaaaaaaaa',
    'abababababab',
    'kudokudokudo',
    'letmein12345',
    'iloveyou2024',
    'administrator',
    'welcome2026!!',
    'aomori202611',
    'Sakura-Sakura-2026',
    'bansobanso2026',
    'ｐａｓｓｗｏｒｄ１２３４',
    'ぱすわーどぱすわーど12',
    'monkeydragon1',
    '11223344556677',
  ])('refuses what many use: %s', (password) => {
    expect(findPasswordFault(password)).toBe('password-too-common');
  });

  it("refuses the person's own name and address", () => {
    expect(findPasswordFault('ishidate.mari1', ['mari.ishidate@example.jp'])).toBe('password-too-common');
    expect(findPasswordFault('八戸水産八戸水産2026', ['八戸水産'])).toBe('password-too-common');
  });

  it.each([
    'kani-ringo-4412',
    'Kani-to-Ringo-88',
    'correct mule velvet orbit',
    'x7Qp!mZ2vLw9',
    '雪の降る朝に船を出す人たち',
    'minato.de.asagohan',
    'tr0ub4dor&3-zinc',
  ])('takes what is long and its own: %s', (password) => {
    expect(findPasswordFault(password, ['kudo@example.jp', '工藤'])).toBeUndefined();
  });
});
