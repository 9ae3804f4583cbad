import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  createPersonSchema,
  firstAdministratorSchema,
  setPasswordSchema,
  signInSchema,
  updateCentreSchema,
  updatePersonSchema,
} from '#protocol/session.ts';
import { ABSENT, faultsOf, itJudges, type Place } from './schema-table.ts';

/** 254 characters are the longest address that e-mail knows. */
const LONGEST_EMAIL = `${'a'.repeat(246)}@hana.jp`;

const EMAIL: Place = {
  takes: ['hanako@example.jp', 'hanako.tanaka+banso@mail.example.co.jp', LONGEST_EMAIL],
  refuses: ['', 'hanako', '@example.jp', 'hanako@', 'a b@example.jp', `a${LONGEST_EMAIL}`, 1, null, ABSENT],
};
const PASSWORD: Place = {
  takes: ['', ' with spaces around it ', 'あ'.repeat(256)],
  refuses: ['x'.repeat(257), 12_345_678, null, ABSENT],
};
const NAME: Place = {
  takes: ['花', 'あ'.repeat(100), '髙橋 花子（旧姓 𠮷田）'],
  refuses: ['', '   ', 'あ'.repeat(101), '田中\n花子', '田中\u0000', '\ud842田中', '田中\ud842', 1, null],
};
const EXPERTISE: Place = {
  takes: [[], ['sales'], ['Money_1.a-b', 'x'.repeat(64)], Array.from({ length: 50 }, () => 'sales')],
  refuses: [
    [''],
    ['販路'],
    ['two words'],
    ['x'.repeat(65)],
    ['sales', 'two words'],
    ['-?'],
    ['?-'],
    [1],
    Array.from({ length: 51 }, () => 'sales'),
    'sales',
    null,
  ],
};
const ROLE: Place = {
  takes: ['coordinator', 'office', 'manager', 'administrator', 'partner'],
  refuses: ['', 'owner', 'Office', null],
};

describe('signing in', () => {
  itJudges(
    signInSchema,
    { email: 'hanako@example.jp', password: 'correct horse' },
    { '/email': EMAIL, '/password': PASSWORD },
  );

  it('knows an address however it was typed, and leaves the password as it is', () => {
    expect(v.parse(signInSchema, { email: ' Hanako@Example.JP ', password: ' Secret ' })).toEqual({
      email: 'hanako@example.jp',
      password: ' Secret ',
    });
  });
});

describe('the first administrator', () => {
  itJudges(
    firstAdministratorSchema,
    { email: 'hanako@example.jp', password: 'x', name: '田中花子', centreName: '青森支援センター' },
    {
      '/email': EMAIL,
      '/password': PASSWORD,
      '/name': { ...NAME, refuses: [...NAME.refuses!, ABSENT] },
      '/centreName': { ...NAME, refuses: [...NAME.refuses!, ABSENT] },
    },
  );
});

describe('setting a password', () => {
  itJudges(setPasswordSchema, { password: 'x' }, { '/password': PASSWORD });
});

describe('a new colleague', () => {
  itJudges(
    createPersonSchema,
    { email: 'hanako@example.jp', name: '田中花子', role: 'office', expertise: [] },
    {
      '/email': EMAIL,
      '/name': { ...NAME, refuses: [...NAME.refuses!, ABSENT] },
      '/role': { ...ROLE, refuses: [...ROLE.refuses!, ABSENT] },
      '/expertise': EXPERTISE,
    },
  );

  it('is an expert in nothing unless it is said, and has a name without spaces around it', () => {
    expect(v.parse(createPersonSchema, { email: 'a@b.jp', name: ' 花子 ', role: 'partner' })).toEqual({
      email: 'a@b.jp',
      name: '花子',
      role: 'partner',
      expertise: [],
    });
  });
});

describe('changing a colleague', () => {
  itJudges(
    updatePersonSchema,
    { name: '田中花子', role: 'office', expertise: ['sales'], active: true },
    {
      '/name': { ...NAME, takes: [...NAME.takes!, ABSENT] },
      '/role': { ...ROLE, takes: [...ROLE.takes!, ABSENT] },
      '/expertise': { ...EXPERTISE, takes: [...EXPERTISE.takes!, ABSENT] },
      '/active': { takes: [true, false, ABSENT], refuses: [1, 'false', null] },
    },
  );
});

describe('changing the centre', () => {
  itJudges(
    updateCentreSchema,
    { name: '青森支援センター', contact: '電話 017-000-0000（平日9時〜17時）' },
    {
      '': {
        takes: [{ name: '青森' }, { contact: '電話' }, { contact: null }],
        refuses: [{}, [], null, 'name'],
      },
      '/name': { ...NAME, takes: [...NAME.takes!, ABSENT] },
      '/contact': {
        takes: ['窓', 'あ'.repeat(200), null, ABSENT],
        refuses: [
          '',
          '  ',
          'あ'.repeat(201),
          '電話\n017',
          '電話\u2028017',
          '電話\u2029017',
          '電話\u0007',
          '\ud842電話',
          17,
        ],
      },
      '/id': { refuses: ['another'] },
    },
  );

  it('takes the spaces around both away', () => {
    expect(v.parse(updateCentreSchema, { name: ' 青森 ', contact: ' 電話 017 ' })).toEqual({
      name: '青森',
      contact: '電話 017',
    });
  });

  it('finds fault with every member that is wrong', () => {
    expect(faultsOf(updateCentreSchema, { name: '', contact: '', id: 1 })).toEqual([
      '/name',
      '/contact',
      '/id',
    ]);
  });
});
