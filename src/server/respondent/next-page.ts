import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import { planContact } from '#domain/casework/planned-contact.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Lead } from '#domain/records/lead.ts';
import { NEXT_PREFIX } from '#protocol/respondent.ts';
import { toCentreCard } from '#server/centre/centre.ts';
import { getCentre } from '#server/database/queries/centres.ts';
import { findDocument } from '#server/database/queries/documents.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { findStaff } from '#server/database/queries/staff.ts';
import { findSubmissionAnywhere } from '#server/database/queries/submissions.ts';
import type { Queries } from '#server/database/schema.ts';
import { instantOf } from '#server/journal/clock.ts';
import { PAGE_STYLE, pagePolicy, renderPageShell } from '#server/public-pages/page-shell.ts';
import { renderNext, NEXT_WORDS, type NextContact } from './next-page-html.ts';

/** How long after its answers a company may look. */
const SHOWN_DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A lead goes on in another, and that one in another, but in no circle that this would follow for ever. */
const MOST_JOINS = 10;

const POLICY = pagePolicy(PAGE_STYLE);

const idSchema = v.pipe(v.string(), v.uuid());

/**
 * What happens next, for a company that asked to be contacted: who will, by when and how. A page without sign-in and
 * script, known by the id of the submission that its device made up; it says nothing of the answers.
 */
export async function nextPage(app: FastifyInstance): Promise<void> {
  const config = { action: 'public', judgesInput: true, knowsByAddress: true } as const;
  app.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
    `${NEXT_PREFIX}:id`,
    { config },
    async (request, reply) => {
      const { lang } = request.query;
      const language: Language = lang === 'ja' || lang === 'en' ? lang : request.language;
      const id = v.safeParse(idSchema, request.params.id);
      const now = instantOf(app.clock);
      const found = id.success ? await findNext(app, id.output, language, now) : undefined;
      const centre = found && toCentreCard(await getCentre(app.database.db, found.centreId));
      const words = NEXT_WORDS[language];
      return reply
        .code(found ? 200 : 404)
        .header('content-security-policy', POLICY)
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .header('vary', 'accept-language')
        .header('x-robots-tag', 'noindex')
        .type('text/html; charset=utf-8')
        .send(
          renderPageShell({
            language,
            centre,
            ask: words.ask,
            title: words.title,
            style: PAGE_STYLE,
            main: renderNext(found?.contact, language),
          }),
        );
    },
  );
}

async function findNext(
  { database: { db } }: FastifyInstance,
  submissionId: string,
  language: Language,
  now: Instant,
): Promise<{ centreId: string; contact: NextContact } | undefined> {
  const submission = await findSubmissionAnywhere(db, submissionId);
  if (!submission || submission.leadId === undefined) return undefined;
  const { centreId, receivedAt } = submission;
  if (Date.parse(now) - Date.parse(receivedAt) >= SHOWN_DAYS * DAY_MS) return undefined;
  const lead = await followJoins(db, centreId, submission.leadId);
  if (!lead) return undefined;
  const fields = lead.fields as Partial<Lead>;
  const { receiptNumber } = submission;
  const leadDays = (await getCentre(db, centreId)).leadDays ?? undefined;
  const contact = planContact({ id: lead.id, fields }, { leadDays, today: tokyoDate(now) });
  if (contact.state === 'over' || contact.state === 'stopped')
    return { centreId, contact: { receiptNumber, state: contact.state } };
  const person =
    fields.assignedTo === undefined ? undefined : await findStaff(db, centreId, fields.assignedTo);
  return {
    centreId,
    contact: {
      ...contact,
      receiptNumber,
      person: person?.active ? person.name : undefined,
      way: await findWay(db, centreId, fields.preferredWay, language),
      time: fields.preferredTime,
    },
  };
}

/** The lead, or the one in which it goes on; undefined where it was deleted or erased. */
async function followJoins(db: Queries, centreId: string, leadId: string): Promise<CentreRecord | undefined> {
  let id = leadId;
  for (let step = 0; step < MOST_JOINS; step += 1) {
    const [record] = await listRecords(db, centreId, [id]);
    if (record?.collection !== 'leads' || record.deletedAt !== null || record.erasedAt !== null)
      return undefined;
    const { joinedTo } = record.fields as Partial<Lead>;
    if (joinedTo === undefined) return record;
    id = joinedTo;
  }
  return undefined;
}

/** The way of contact that the company chose, in words. */
async function findWay(
  db: Queries,
  centreId: string,
  code: string | undefined,
  language: Language,
): Promise<string | undefined> {
  if (code === undefined) return undefined;
  const document = await findDocument(db, centreId, 'questionnaire');
  const item = document && findItemOfRole(JSON.parse(document.content) as Questionnaire, 'contact.way');
  return item?.options?.find((option) => option.code === code)?.label[language];
}
