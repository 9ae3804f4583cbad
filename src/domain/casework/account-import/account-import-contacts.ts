import { foldName, foldText } from '#domain/canonical/text.ts';
import { digitsOf } from './same-writing.ts';
import type { Contact } from '#domain/records/contact.ts';

/** What a list says of a person at a company. */
export type ContactFields = Partial<Omit<Contact, 'accountId'>>;

/** A person at a company whom the device already has. */
export interface KnownContact {
  id: string;
  fields: Partial<Contact>;
}

/** What a row says of a person at a company: one who is new, or what changes of a known one. */
export interface ContactUpdate {
  /** The known person; absent for a new one. */
  contactId?: string;
  before: ContactFields;
  changes: ContactFields;
}

/**
 * What a row's words about a person come to beside the people whom a company has: nothing where all is
 * known. A person is known by the name, or without one by the e-mail address or telephone number.
 * Where several are called so, none is changed, and the row's is no new one either.
 */
export function planContact(known: readonly KnownContact[], said: ContactFields): ContactUpdate | undefined {
  if (Object.keys(said).length === 0) return undefined;
  const byName = known.filter(({ fields }) => isSamePerson(fields, said));
  const unnamed = known.filter(
    ({ fields }) => !fields.name && said.email && isSameEmail(fields.email, said.email),
  );
  const meant = byName.length > 0 ? byName : unnamed;
  const [only, ...others] = meant;
  if (!only) return { before: {}, changes: said };
  if (others.length > 0) return undefined;
  const changes: ContactFields = Object.fromEntries(
    Object.entries(said).filter(([field, value]) => only.fields[field as keyof ContactFields] !== value),
  );
  // Another way to write what is known is nothing new.
  if (only.fields.name) delete changes.name;
  if (isSameEmail(only.fields.email, said.email)) delete changes.email;
  if (said.phone && digitsOf(only.fields.phone ?? '') === digitsOf(said.phone)) delete changes.phone;
  return Object.keys(changes).length === 0 ? undefined : { contactId: only.id, before: only.fields, changes };
}

function isSamePerson(known: Partial<Contact>, said: ContactFields): boolean {
  if (said.name) return nameKey(known.name ?? '') === nameKey(said.name);
  if (said.email) return isSameEmail(known.email, said.email);
  if (said.phone) return digitsOf(known.phone ?? '') === digitsOf(said.phone);
  return known.position === said.position;
}

function isSameEmail(one: string | undefined, other: string | undefined): boolean {
  return foldText(one ?? '') === foldText(other ?? '');
}

/** 「佐藤 花子様」 is 「佐藤花子」. */
function nameKey(name: string): string {
  return foldName(name).replace(/(?<=.)(?:様|殿|氏|さん)$/, '');
}
