import { expect, it } from 'vitest';
import { isVisibleWithAccount } from '#domain/casework/record-consent.ts';

it('is shown with the company what it told a visitor, unless it refused, and what it sent itself, if it agreed', () => {
  expect(isVisibleWithAccount({ channel: 'visit' })).toBe(true);
  expect(isVisibleWithAccount({ channel: 'visit', answers: { consent_record: 'no' } })).toBe(false);
  expect(isVisibleWithAccount({ channel: 'link', answers: { consent_record: 'yes' } })).toBe(true);
  expect(isVisibleWithAccount({ channel: 'paper', answers: { consent_record: 'no' } })).toBe(false);
  expect(isVisibleWithAccount({ channel: 'import' })).toBe(false);
});
