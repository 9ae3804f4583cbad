import { findHeardResponse } from '#domain/casework/heard-issues.ts';
import { readLongTexts } from '#domain/questionnaire/long-texts.ts';
import { indexRoles } from '#domain/questionnaire/find-by-role.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { loadQuestionnaires } from '#client/records/item-roles.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';

/** What is known in words of a company's situation. */
export interface NotedSituation {
  /** The notes of its latest visit that has any. */
  notes: string;
  /** What it has written or said in its latest response that may be seen with its record. */
  texts: string;
}

/** What the latest visit to a company that has notes says in them, and what its latest response says; empty where there is nothing. */
export async function findNotedSituation(db: BansoDatabase, accountId: string): Promise<NotedSituation> {
  const [visits, responses, questionnaires] = await Promise.all([
    listRecordsOfAccount(db, 'visits', accountId),
    listRecordsOfAccount(db, 'responses', accountId),
    loadQuestionnaires(db),
  ]);
  const noted = visits.flatMap(({ id, fields: { notes, startedAt = '', status } }) =>
    notes && status !== 'cancelled' ? [{ order: `${startedAt}/${id}`, notes }] : [],
  );
  const heard = findHeardResponse(responses, indexRoles(questionnaires));
  return {
    notes: noted.reduce((latest, one) => (one.order > latest.order ? one : latest), { order: '', notes: '' })
      .notes,
    texts: heard ? readLongTexts(heard.fields, questionnaires).join('\n') : '',
  };
}
