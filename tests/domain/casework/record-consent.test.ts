import { expect, it } from 'vitest';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import { isVisibleWithAccount } from '#domain/casework/record-consent.ts';

const roles = itemRolesOf(undefined);

it('is shown with the company what it told a visitor, unless it refused, and what it sent itself, if it agreed', () => {
  expect(isVisibleWithAccount({ channel: 'visit' }, roles)).toBe(true);
  expect(isVisibleWithAccount({ channel: 'visit', answers: { consent_record: 'no' } }, roles)).toBe(false);
  expect(isVisibleWithAccount({ channel: 'link', answers: { consent_record: 'yes' } }, roles)).toBe(true);
  expect(isVisibleWithAccount({ channel: 'paper', answers: { consent_record: 'no' } }, roles)).toBe(false);
  expect(isVisibleWithAccount({ channel: 'import' }, roles)).toBe(false);
});
