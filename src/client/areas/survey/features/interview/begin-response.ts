import { listKnownAnswers, type KnownOfCompany } from '#domain/casework/known-answers.ts';
import { findDocument, findRevision } from '#client/records/documents.ts';
import type { Edit } from '#client/storage/write-record.ts';
import { readCompanies } from '#client/records/merged-accounts.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';
import type { Workspace } from '#client/records/workspace.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { chooseResponse, listResponsesOfVisit } from './find-response.ts';

/**
 * The id of the response that this person fills in on a visit, made on first use. It
 * starts with what the company's record and the visit know, marked as prefilled. Looking and making
 * are one transaction: a double tap, or a second tab, finds what the first has made.
 *
 * @param surveyId what it answers; by default the survey that this device was given first.
 * @throws Error while the survey or its questionnaire is not on this device.
 */
export async function beginResponse(
  workspace: Workspace,
  visitId: string,
  surveyId?: string,
): Promise<string> {
  const { db, session, now, newId } = workspace;
  return db.transaction('rw', [...db.recordTables, db.documents], async () => {
    const found = chooseResponse(await listResponsesOfVisit(db, visitId), session.user.id);
    if (found) return found.id;
    const first = await findDocument(db, 'survey');
    const survey = first && [first, ...(first.others ?? [])].find(({ id }) => id === (surveyId ?? first.id));
    const questionnaire =
      survey && (await findRevision(db, survey.questionnaireId, survey.questionnaireRevision));
    if (!questionnaire || !survey) throw new Error('the questionnaire is not on this device yet');
    const known = await readKnown(db, visitId);
    const accountId = known.visit?.accountId;
    const at = now();
    const id = newId();
    const edit: Edit<'responses'> = {
      surveyId: survey.id,
      questionnaireId: questionnaire.id,
      questionnaireRevision: questionnaire.revision,
      visitId,
      channel: 'visit',
      interviewerId: session.user.id,
      startedAt: at,
      seed: newId(),
    };
    if (accountId !== undefined) edit.accountId = accountId;
    for (const [code, value] of listKnownAnswers(questionnaire, known)) {
      edit[`answers/${code}`] = value;
      edit[`provenance/${code}`] = { channel: 'visit', by: session.user.id, at, prefilled: true };
    }
    await workspace.write('responses', id, edit);
    return id;
  });
}

/** What the device knows of the company of a visit; one contact only where it is clear who that is. */
async function readKnown(db: BansoDatabase, visitId: string): Promise<KnownOfCompany> {
  const visit = (await db.visits.get(visitId))?.fields;
  const accountId = visit?.accountId;
  if (accountId === undefined) return { visit };
  const account = (await readCompanies(db, [accountId])).get(accountId);
  const contacts = await listRecordsOfAccount(db, 'contacts', accountId);
  const met = contacts.filter(({ id }) => visit?.contacts?.includes(id));
  const candidates = met.length > 0 ? met : contacts;
  const contact = candidates.length === 1 ? candidates[0]?.fields : undefined;
  return { account, visit, contact };
}
