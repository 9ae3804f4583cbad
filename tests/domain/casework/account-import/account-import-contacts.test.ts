import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import { guessColumns } from '#domain/casework/account-import/account-import-columns.ts';
import {
  planContact,
  type ContactFields,
  type KnownContact,
} from '#domain/casework/account-import/account-import-contacts.ts';
import { planAccountImport, type KnownAccount } from '#domain/casework/account-import/account-import.ts';

const HEADINGS = ['企業名', '住所', '担当者名', '担当者の役職', '担当者の電話番号', 'メールアドレス'];
const codebook = { industry: [], employees: [], sales: [], municipality: [] };

function plan(rows: string[][], known: KnownAccount[] = []) {
  return planAccountImport({
    headings: HEADINGS,
    rows: rows.map((cells, index) => ({ row: index + 2, cells })),
    mapping: guessColumns(HEADINGS),
    codebook,
    known,
    dropUnreadable: false,
    choices: NO_CHOICES,
  });
}

const KNOWN: KnownContact[] = [
  { id: 'p1', fields: { accountId: 'a', name: '佐藤 花子', email: 'hanako@example.jp' } },
  { id: 'p2', fields: { accountId: 'a', name: '', email: 'info@example.jp' } },
];
const company = (contacts: KnownContact[]): KnownAccount => ({
  id: 'a',
  fields: { name: '甲社', address: '港町1' },
  contacts,
});

it('takes the person of a new company along', () => {
  const { added } = plan([['乙社', '', '鈴木一郎', '部長', '09011112222', 'ICHIRO＠example.jp']]);
  expect(added[0]?.contact).toEqual({
    name: '鈴木一郎',
    position: '部長',
    phone: '09011112222',
    email: 'ICHIRO@example.jp',
  });
  expect(plan([['乙社', '', '', '', '', '']]).added[0]).not.toHaveProperty('contact');
});

it('says what is no address, and does not take two for one', () => {
  for (const written of ['あとで', 'hanako', 'a@example.jp, b@example.jp', 'a@@example.jp'])
    expect(plan([['乙社', '', '', '', '', written]]).faults, written).toMatchObject([
      { field: 'contactEmail', code: 'notEmail', value: written, refusesRow: true },
    ]);
});

describe('at a registered company', () => {
  it('adds a new person, changes a known one, and leaves the others', () => {
    const someoneNew = plan([['甲社', '港町1', '鈴木一郎', '', '', '']], [company(KNOWN)]);
    expect(someoneNew.matched[0]).toMatchObject({ changes: {}, contact: { changes: { name: '鈴木一郎' } } });
    expect(someoneNew.matched[0]?.contact).not.toHaveProperty('contactId');
    const moved = plan([['甲社', '港町1', '佐藤花子様', '課長', '', '']], [company(KNOWN)]);
    expect(moved.matched[0]?.contact).toEqual({
      contactId: 'p1',
      before: KNOWN[0]!.fields,
      changes: { position: '課長' },
    });
  });

  it('says nothing new of people who are known', () => {
    expect(
      plan([['甲社', '港町1', '佐藤　花子', '', '', 'hanako@example.jp']], [company(KNOWN)]),
    ).toMatchObject({ matched: [], unchangedCount: 1 });
    expect(plan([['甲社', '港町1', '', '', '', 'INFO@example.jp']], [company(KNOWN)]).matched).toEqual([]);
    expect(
      plan([['甲社', '港町1', '受付係', '', '', 'info@example.jp']], [company(KNOWN)]).matched[0]?.contact,
    ).toMatchObject({ contactId: 'p2', changes: { name: '受付係' } });
  });

  it('guesses at nobody where several are called so', () => {
    const twins = ['p1', 'p2'].map((id) => ({ id, fields: { name: '佐藤花子' } }));
    expect(plan([['甲社', '港町1', '佐藤花子', '課長', '', '']], [company(twins)]).matched).toEqual([]);
  });
});

it('has nothing to say once its words are taken, whoever is there', () => {
  const text = fc.constantFrom(
    '佐藤花子',
    '佐藤 花子',
    '鈴木',
    'ｽｽﾞｷ',
    'a@example.jp',
    'A@example.jp',
    '0178-11-2222',
  );
  const person = fc.record<ContactFields>(
    { name: text, position: text, phone: text, email: text },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(person, { maxLength: 4 }), person, (people, said) => {
      const known = people.map((fields, index) => ({ id: `p${index}`, fields }));
      const update = planContact(known, said);
      if (!update) return;
      const after = update.contactId
        ? known.map((each) =>
            each.id === update.contactId ? { ...each, fields: { ...each.fields, ...update.changes } } : each,
          )
        : [...known, { id: 'new', fields: update.changes }];
      expect(planContact(after, said)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
