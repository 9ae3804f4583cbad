import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findHindrance,
  pairConsents,
  stoodAt,
  withdrawnAt,
  type HandOver,
} from '#domain/casework/consent.ts';
import { CONSENT_ITEMS, type Consent } from '#domain/records/consent.ts';

const given: Partial<Consent> = {
  act: 'given',
  accountId: 'hachinohe',
  items: ['company', 'contact'],
  recipients: ['bank'],
  at: '2026-11-20T01:00:00.000Z',
  expiresAt: '2027-11-20T01:00:00.000Z',
};
const withdrawal: Partial<Consent> = { act: 'withdrawn', withdraws: 'c', at: '2026-12-01T00:00:00.000Z' };
const wish: HandOver = { accountId: 'hachinohe', recipient: 'bank', items: ['company'] };
const NOW = '2026-11-30T00:00:00.000Z';

describe('a hand-over', () => {
  const cases: [string, Partial<Consent> | undefined, Partial<Consent>[], HandOver, string | undefined][] = [
    ['is free with a consent to this recipient and these items', given, [], wish, undefined],
    ['is free for all the items agreed to', given, [], { ...wish, items: ['contact', 'company'] }, undefined],
    ['waits for a consent that is not there', undefined, [], wish, 'consentMissing'],
    ['does not take a withdrawal for a consent', withdrawal, [], wish, 'consentMissing'],
    ['does not take another company’s', given, [], { ...wish, accountId: 'hirosaki' }, 'consentMissing'],
    [
      'does not match where neither says whose it is',
      {},
      [],
      { ...wish, accountId: undefined },
      'consentMissing',
    ],
    [
      'takes the consent of the lead',
      { ...given, accountId: undefined, leadId: 'l' },
      [],
      { ...wish, accountId: 'x', leadId: 'l' },
      undefined,
    ],
    ['is stopped by a withdrawal', given, [withdrawal], wish, 'consentWithdrawn'],
    ['is stopped by the expiry', { ...given, expiresAt: NOW }, [], wish, 'consentExpired'],
    ['is not stopped before it', { ...given, expiresAt: '2026-11-30T00:00:00.001Z' }, [], wish, undefined],
    ['without an expiry lasts', { ...given, expiresAt: undefined }, [], wish, undefined],
    ['goes to nobody else', given, [], { ...wish, recipient: 'chamber' }, 'otherRecipient'],
    ['goes to somebody', given, [], { ...wish, recipient: undefined }, 'otherRecipient'],
    ['has no item more', given, [], { ...wish, items: ['company', 'address'] }, 'otherItems'],
    ['has an item', given, [], { ...wish, items: [] }, 'otherItems'],
  ];
  it.each(cases)('%s', (_, consent, withdrawals, handOver, hindrance) => {
    expect(findHindrance(consent && { given: consent, withdrawals }, handOver, NOW)).toBe(hindrance);
  });

  it('has never an item or a recipient that was not agreed to, nor a consent that was taken back', () => {
    const items = fc.uniqueArray(fc.constantFrom(...CONSENT_ITEMS));
    const who = fc.constantFrom('bank', 'chamber', 'university');
    fc.assert(
      fc.property(
        items,
        items,
        fc.uniqueArray(who),
        who,
        fc.boolean(),
        (agreed, asked, recipients, recipient, isWithdrawn) => {
          const consent = {
            given: { ...given, items: agreed, recipients },
            withdrawals: isWithdrawn ? [withdrawal] : [],
          };
          const isFree = findHindrance(consent, { ...wish, recipient, items: asked }, NOW) === undefined;
          expect(isFree).toBe(
            !isWithdrawn &&
              recipients.includes(recipient) &&
              asked.length > 0 &&
              asked.every((item) => agreed.includes(item)),
          );
        },
      ),
    );
  });
});

describe('a consent', () => {
  it('stands from when it was given until the first of its ends', () => {
    const day = fc
      .integer({ min: 1, max: 28 })
      .map((n) => `2026-11-${String(n).padStart(2, '0')}T00:00:00.000Z`);
    fc.assert(
      fc.property(
        day,
        fc.option(day, { nil: undefined }),
        fc.array(day, { maxLength: 3 }),
        day,
        (at, expiresAt, ends, asked) => {
          const consent = {
            given: { ...given, at, expiresAt },
            withdrawals: ends.map((end) => ({ ...withdrawal, at: end })),
          };
          const end = [expiresAt, ...ends].flatMap((each) => each ?? []).sort()[0];
          expect(stoodAt(consent, asked)).toBe(at <= asked && (end === undefined || asked < end));
          expect(withdrawnAt(consent)).toBe([...ends].sort()[0]);
        },
      ),
    );
  });

  it('is told with all that was withdrawn of it, the newest first', () => {
    const rows = [
      { id: 'a', fields: given },
      { id: 'w', fields: { ...withdrawal, withdraws: 'a' } },
      { id: 'b', fields: { ...given, at: '2026-11-25T00:00:00.000Z' } },
    ];
    expect(pairConsents(rows).map(({ id, withdrawals }) => [id, withdrawals.length])).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
  });
});
