import type { PlainDate } from '#domain/canonical/dates.ts';
import { parseWrittenDate, resolveDate } from '#domain/canonical/written-dates.ts';
import type { Programme, ProgrammeTerms, Provider, ProviderKind } from '#domain/catalogue/model.ts';

/** Who gives a programme's support and what companies ask of it, as a form or a row of a list holds it. */
export interface TermsEntry {
  providerKind: ProviderKind;
  /** Of the prefecture's own programmes empty: the department is the provider. */
  providerName: string;
  eligibility: string;
  support: string;
  rate: string;
  limit: string;
  applicationFrom: string;
  applicationUntil: string;
  applicationNote: string;
  contactDepartment: string;
  contactTelephone: string;
  contactAddress: string;
  contactUrl: string;
  /** One a line. */
  documents: string;
  checkedOn: string;
  checkedBy: string;
}

/** Nothing known yet, of a programme of the prefecture. */
export const EMPTY_TERMS: Readonly<TermsEntry> = {
  providerKind: 'prefecture',
  providerName: '',
  eligibility: '',
  support: '',
  rate: '',
  limit: '',
  applicationFrom: '',
  applicationUntil: '',
  applicationNote: '',
  contactDepartment: '',
  contactTelephone: '',
  contactAddress: '',
  contactUrl: '',
  documents: '',
  checkedOn: '',
  checkedBy: '',
};

/** What a programme says of its provider and terms, as the form shows it. */
export function toTermsEntry({ provider, terms = {} }: Programme): TermsEntry {
  const { application = {}, contact = {}, documents = [] } = terms;
  return {
    providerKind: provider?.kind ?? 'prefecture',
    providerName: provider?.name ?? '',
    eligibility: terms.eligibility ?? '',
    support: terms.support ?? '',
    rate: terms.rate ?? '',
    limit: terms.limit ?? '',
    applicationFrom: application.from ?? '',
    applicationUntil: application.until ?? '',
    applicationNote: application.note ?? '',
    contactDepartment: contact.department ?? '',
    contactTelephone: contact.telephone ?? '',
    contactAddress: contact.address ?? '',
    contactUrl: contact.url ?? '',
    documents: documents.join('\n'),
    checkedOn: terms.checkedOn ?? '',
    checkedBy: terms.checkedBy ?? '',
  };
}

/** The members that an entry means; what is empty is absent, so that a programme without them stays as it was read. */
export function readTermsEntry(entry: TermsEntry): { provider?: Provider; terms?: ProgrammeTerms } {
  const providerName = entry.providerName.trim();
  const provider =
    entry.providerKind === 'prefecture' && providerName === ''
      ? undefined
      : { kind: entry.providerKind, name: providerName };
  const application = onlyFilled({
    from: readDay(entry.applicationFrom),
    until: readDay(entry.applicationUntil),
    note: entry.applicationNote.trim(),
  });
  const contact = onlyFilled({
    department: entry.contactDepartment.trim(),
    telephone: entry.contactTelephone.trim(),
    address: entry.contactAddress.trim(),
    url: entry.contactUrl.trim(),
  });
  const documents = entry.documents
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const terms: ProgrammeTerms = {
    ...onlyFilled({
      eligibility: entry.eligibility.trim(),
      support: entry.support.trim(),
      rate: entry.rate.trim(),
      limit: entry.limit.trim(),
    }),
    ...(application && { application }),
    ...(contact && { contact }),
    ...(documents.length > 0 && { documents }),
    ...onlyFilled({ checkedOn: readDay(entry.checkedOn), checkedBy: entry.checkedBy.trim() }),
  };
  return { ...(provider && { provider }), ...(Object.keys(terms).length > 0 && { terms }) };
}

/** A day as people write it, in its one form; what is no day stays, for the check to refuse. */
export function readDay(text: string): PlainDate {
  const plain = text.normalize('NFKC').trim();
  const resolved = resolveDate(parseWrittenDate(plain) ?? {});
  return 'date' in resolved ? resolved.date : plain;
}

function onlyFilled<Texts extends Record<string, string>>(texts: Texts): Partial<Texts> | undefined {
  const filled = Object.entries(texts).filter(([, text]) => text !== '');
  return filled.length === 0 ? undefined : (Object.fromEntries(filled) as Partial<Texts>);
}
