import { expect, it } from 'vitest';
import { accounts } from '#domain/records/account.ts';
import { responses } from '#domain/records/response.ts';
import { firstFields } from '#domain/sync/first-fields.ts';

it('writes a new record as one change: sets as members, maps key by key, nothing for what is not given', () => {
  expect(
    firstFields(accounts, {
      name: '株式会社八戸水産',
      tags: ['export'],
      mergedInto: undefined,
      status: null,
    }),
  ).toEqual({ name: '株式会社八戸水産', tags: { add: ['export'], remove: [] } });
  expect(
    firstFields(responses, { channel: 'visit', answers: { issues: ['labour'], sales: 3 }, notes: {} }),
  ).toEqual({ channel: 'visit', 'answers/issues': ['labour'], 'answers/sales': 3 });
});
