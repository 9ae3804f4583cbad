import * as v from 'valibot';
import { expect, it } from 'vitest';
import { describeFault } from '#protocol/fault-words.ts';
import { faultOfIssue } from '#protocol/schema-faults.ts';

const schema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(5)),
  tags: v.optional(v.pipe(v.array(v.string()), v.maxLength(2))),
});

it.each([
  [
    'a text that is too long',
    { name: '青森支援センター' },
    '長すぎます（5文字まで）',
    'is too long (at most 5 characters)',
  ],
  [
    'a list that is too long',
    { name: 'a', tags: ['1', '2', '3'] },
    '多すぎます（2件まで）',
    'has too many entries (at most 2)',
  ],
  ['a member that does not belong there', { name: 'a', id: 1 }, 'ここには書けません', 'cannot be written'],
  ['what was left out', {}, '入力が必要です', 'is needed'],
  ['what was left empty', { name: '' }, '入力が必要です', 'is needed'],
  ['a value of another type', { name: 5 }, '形式が正しくありません', 'is not in the expected form'],
  ['a value where there should be members', 'name', '形式が正しくありません', 'is not in the expected form'],
])('says in words what is wrong with %s', (_, message, ja, en) => {
  const [issue] = v.safeParse(schema, message).issues ?? [];
  const fault = { pointer: '/x', ...faultOfIssue(issue!) };
  expect([describeFault(fault, 'ja'), describeFault(fault, 'en')]).toEqual([
    { pointer: '/x', message: ja },
    { pointer: '/x', message: en },
  ]);
});
