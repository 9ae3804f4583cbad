import type { FastifyInstance } from 'fastify';
import type { PlainDate } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import { writeCalendar, type CalendarVisit, type CalendarWords } from '#domain/casework/calendar.ts';
import { contentWordsOf } from '#domain/casework/content-words.ts';
import { findMergeRoot } from '#domain/casework/merged-accounts.ts';
import { isOf } from '#domain/casework/agenda.ts';
import { postalAddressOf } from '#domain/fieldwork/letters/postal-address.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { findDocument } from '#server/database/queries/documents.ts';
import { writeCards } from '#domain/casework/vcard.ts';
import type { Account } from '#domain/records/account.ts';
import type { Contact } from '#domain/records/contact.ts';
import type { Visit, VisitKind } from '#domain/records/visit.ts';
import { VISIT_WORDS } from './visit-words.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listRecords, listVisitsPlannedFor, type CentreRecord } from '#server/database/queries/records.ts';
import { listStaff } from '#server/database/queries/staff.ts';
import { Problem } from '#server/http/problem.ts';
import { instantOf } from '#server/journal/clock.ts';

/** Who asks, in which language. */
interface Reader {
  centreId: string;
  userId: string;
  language: Language;
}

/** One visit as a calendar's file. @throws Problem `not-found` */
export async function writeVisitFile(app: FastifyInstance, reader: Reader, visitId: string): Promise<string> {
  const [record] = await listRecords(app.database.db, reader.centreId, [visitId]);
  if (record?.collection !== 'visits' || isGone(record)) throw new Problem('not-found');
  return writeFile(app, reader, [record]);
}

/** The reader's own visits of a day as a calendar's file; one without any is empty. */
export async function writeDayFile(app: FastifyInstance, reader: Reader, date: PlainDate): Promise<string> {
  const records = await listVisitsPlannedFor(app.database.db, reader.centreId, date);
  const own = records.filter(({ id, fields }) =>
    isOf({ id, fields: fields as Partial<Visit> }, reader.userId),
  );
  return writeFile(app, reader, own);
}

/** A contact, or a company, as a card for address books. @throws Problem `not-found` */
export async function writeCardFile(
  { database: { db } }: FastifyInstance,
  { centreId }: Reader,
  recordId: string,
  version: '3.0' | '4.0',
): Promise<string> {
  const [record] = await listRecords(db, centreId, [recordId]);
  if (!record || isGone(record)) throw new Problem('not-found');
  if (record.collection === 'accounts') {
    const account = record.fields as Partial<Account>;
    const { name = '', nameKana, phone } = account;
    const phones = phone ? [phone] : [];
    const address = (await readPlaces(db, centreId))(account);
    return writeCards(
      [{ id: recordId, name, kana: nameKana, company: name, phones, emails: [], address }],
      version,
    );
  }
  if (record.collection !== 'contacts') throw new Problem('not-found');
  const { name = '', position, phone, email, accountId = '' } = record.fields as Partial<Contact>;
  const company = (await readCompanies(db, centreId, [accountId])).get(accountId) ?? {};
  const card = {
    id: recordId,
    name,
    company: company.name ?? '',
    role: position,
    phones: [phone, company.phone].flatMap((each) => each || []),
    emails: email ? [email] : [],
    address: (await readPlaces(db, centreId))(company),
  };
  return writeCards([card], version);
}

async function writeFile(
  { database: { db }, clock }: FastifyInstance,
  { centreId, language }: Reader,
  records: readonly CentreRecord[],
): Promise<string> {
  const visits = records.map(({ id, revision, fields }) => ({
    id,
    revision,
    visit: fields as Partial<Visit>,
  }));
  const companies = await readCompanies(
    db,
    centreId,
    visits.map(({ visit }) => visit.accountId ?? ''),
  );
  const placeOf = await readPlaces(db, centreId);
  const names = new Map((await listStaff(db, centreId)).map(({ userId, name }) => [userId, name]));
  const entries = visits.map((each): CalendarVisit => {
    const company = companies.get(each.visit.accountId ?? '') ?? {};
    return {
      ...each,
      company: company.name ?? '',
      place: each.visit.kind === undefined || each.visit.kind === 'visit' ? placeOf(company) : '',
      people: (each.visit.participants ?? []).flatMap((userId) => names.get(userId) ?? []),
    };
  });
  return writeCalendar(entries, wordsIn(language), instantOf(clock));
}

/** Where companies are, with the town, as every map needs it: of addresses some say it and some have it beside them. */
async function readPlaces(
  db: FastifyInstance['database']['db'],
  centreId: string,
): Promise<(company: Partial<Account>) => string> {
  const codebook = await findDocument(db, centreId, 'questionnaire');
  const words = contentWordsOf(codebook && (JSON.parse(codebook.content) as Questionnaire), 'ja');
  return (company) => {
    const { municipality } = company;
    return postalAddressOf(company, municipality === undefined ? '' : words.municipality(municipality))
      .address;
  };
}

/** What goes into a calendar that others may see: who meets whom and why, not what was noted. */
function wordsIn(language: Language): CalendarWords {
  const words = VISIT_WORDS[language];
  const kindOf = ({ kind = 'visit' }: Partial<Visit>): string => words[kind satisfies VisitKind];
  return {
    // Not every calendar shows by itself that an entry is off.
    title: ({ visit, company }) =>
      (visit.status === 'cancelled' ? words.cancelled : '') +
      [kindOf(visit), company].filter(Boolean).join(words.colon),
    text: ({ visit, people }) =>
      [visit.purpose, people.length > 0 ? `${words.people}${people.join(words.and)}` : '']
        .filter(Boolean)
        .join('\n'),
  };
}

async function readCompanies(
  db: FastifyInstance['database']['db'],
  centreId: string,
  ids: readonly string[],
): Promise<Map<string, Partial<Account>>> {
  const pointers = await listMergePointers(db, centreId);
  const rootOf = (id: string): string => findMergeRoot(id, pointers);
  const records = await listRecords(db, centreId, [...new Set(ids.map(rootOf))]);
  const living = new Map(records.filter((record) => !isGone(record)).map((record) => [record.id, record]));
  return new Map(ids.map((id) => [id, (living.get(rootOf(id))?.fields ?? {}) as Partial<Account>]));
}

function isGone({ deletedAt, erasedAt }: CentreRecord): boolean {
  return deletedAt !== null || erasedAt !== null;
}
