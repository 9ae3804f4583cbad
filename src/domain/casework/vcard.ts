import { escapeText, foldContentLine } from './calendar.ts';

/** A person or a company as an address book takes it. */
export interface Card {
  id: string;
  /** A person's name, else the company's. */
  name: string;
  kana?: string | undefined;
  company: string;
  role?: string | undefined;
  phones: readonly string[];
  emails: readonly string[];
  /** One line. */
  address?: string | undefined;
}

/**
 * Cards in the form of an address book: vCard 4.0 (RFC 6350), or 3.0 (RFC 2426) for telephones of before.
 *
 * @returns the file's text, with the ends of lines that the format wants.
 */
export function writeCards(cards: readonly Card[], version: '3.0' | '4.0' = '3.0'): string {
  return cards
    .flatMap((card) => writeCard(card, version))
    .map((line) => `${foldContentLine(line)}\r\n`)
    .join('');
}

function writeCard(card: Card, version: '3.0' | '4.0'): string[] {
  const isCompany = card.name === card.company;
  const type = version === '4.0' ? 'work' : 'WORK,VOICE';
  return [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    `UID:${version === '4.0' ? 'urn:uuid:' : ''}${card.id}`,
    ...(version === '4.0' ? [`KIND:${isCompany ? 'org' : 'individual'}`] : []),
    // Given and family names are written as one in the records: all of it stands in the family name's place.
    `N:${isCompany ? '' : escapeText(card.name)};;;;`,
    // Address books refuse a card that has no name to show.
    `FN:${escapeText(card.name || card.company)}`,
    ...(card.kana ? [`X-PHONETIC-LAST-NAME:${escapeText(card.kana)}`] : []),
    `ORG:${escapeText(card.company)}`,
    ...(card.role ? [`TITLE:${escapeText(card.role)}`] : []),
    ...card.phones.map((phone) => `TEL;TYPE=${type}:${escapeText(phone)}`),
    ...card.emails.map((email) => `EMAIL${version === '4.0' ? '' : ';TYPE=INTERNET'}:${escapeText(email)}`),
    ...(card.address
      ? [`ADR;TYPE=${version === '4.0' ? 'work' : 'WORK'}:;;${escapeText(card.address)};;;;`]
      : []),
    'END:VCARD',
  ];
}
