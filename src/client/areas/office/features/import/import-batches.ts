import type { AccountUpdate, AddedRow } from '#domain/casework/account-import/account-import.ts';
import type { ImportBatches } from '#client/storage/write-import.ts';

/** So many rows are made into records at once: the page goes on between. */
const PART = 2_000;

/** What the rows that a person has decided to import write, companies and the people there. */
export async function toBatches(
  added: readonly AddedRow[],
  updates: readonly AccountUpdate[],
  newId: () => string,
): Promise<ImportBatches> {
  const whole: ImportBatches = toPart([], updates, newId);
  for (let start = 0; start < added.length; start += PART) {
    const { accounts, contacts } = toPart(added.slice(start, start + PART), [], newId);
    whole.accounts = { ...whole.accounts, added: whole.accounts.added.concat(accounts.added) };
    whole.contacts = { ...whole.contacts, added: whole.contacts.added.concat(contacts.added) };
    await new Promise((resolve) => setTimeout(resolve));
  }
  return whole;
}

function toPart(
  added: readonly AddedRow[],
  updates: readonly AccountUpdate[],
  newId: () => string,
): ImportBatches {
  const made = added.map((row) => ({ ...row, id: newId() }));
  const newPeople = [
    ...made.flatMap(({ id, contact }) => (contact ? [{ accountId: id, changes: contact }] : [])),
    ...updates.flatMap(({ accountId, contact }) =>
      contact && contact.contactId === undefined ? [{ accountId, changes: contact.changes }] : [],
    ),
  ];
  return {
    accounts: {
      added: made.map(({ id, fields }) => ({ id, fields: { ...fields, status: 'active' as const } })),
      edited: updates.flatMap(({ accountId, changes }) =>
        Object.keys(changes).length > 0 ? [{ id: accountId, edit: changes }] : [],
      ),
    },
    contacts: {
      // A person may be known by the e-mail address alone; the name can be added later.
      added: newPeople.map(({ accountId, changes }) => ({
        id: newId(),
        fields: { name: '', ...changes, accountId },
      })),
      edited: updates.flatMap(({ contact }) =>
        contact?.contactId === undefined ? [] : [{ id: contact.contactId, edit: contact.changes }],
      ),
    },
  };
}
