import type { Kysely, Migration } from 'kysely';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Database } from '#server/database/schema.ts';
import { isRestricted, listOpenLeadKeys, readSubmittedResponse } from './003-record-keys.ts';

/** Surveys, whom they invite, and what finds responses and leads by something else than their id; see `schema.ts`. */
export const createSurveyTables: Migration = {
  async up(db: Kysely<unknown>) {
    await createQuestionnaireTables(db);
    await createInvitationTables(db);
    await createRecordKeyTables(db);
    await fillRecordKeys(db as Kysely<Database>);
  },
};

async function createQuestionnaireTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('questionnaire_revisions')
    .addColumn('centre_id', 'text', (column) => column.notNull())
    .addColumn('questionnaire_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('published_at', 'text', (column) => column.notNull())
    .addColumn('published_by', 'text')
    .addPrimaryKeyConstraint('questionnaire_revisions_key', ['centre_id', 'questionnaire_id', 'revision'])
    .execute();

  await db.schema
    .createTable('surveys')
    .addColumn('centre_id', 'text', (column) => column.notNull())
    .addColumn('survey_id', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('questionnaire_id', 'text', (column) => column.notNull())
    .addColumn('questionnaire_revision', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('starts_on', 'text', (column) => column.notNull())
    .addColumn('ends_on', 'text')
    .addColumn('open_token', 'text')
    .addColumn('test_token', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('updated_by', 'text')
    .addPrimaryKeyConstraint('surveys_key', ['centre_id', 'survey_id'])
    .execute();
}

async function createInvitationTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('invitations')
    .addColumn('centre_id', 'text', (column) => column.notNull())
    .addColumn('invitation_id', 'text', (column) => column.notNull())
    .addColumn('survey_id', 'text', (column) => column.notNull())
    .addColumn('unit_id', 'text', (column) => column.notNull())
    .addColumn('generation', 'integer', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addColumn('issued_at', 'text', (column) => column.notNull())
    .addColumn('issued_by', 'text')
    .addColumn('revoked_at', 'text')
    .addColumn('opened_at', 'text')
    .addColumn('answered_at', 'text')
    .addPrimaryKeyConstraint('invitations_key', ['centre_id', 'invitation_id'])
    .addUniqueConstraint('invitations_unit', ['centre_id', 'survey_id', 'unit_id', 'generation'])
    .execute();

  await db.schema
    .createTable('submissions')
    .addColumn('centre_id', 'text', (column) => column.notNull())
    .addColumn('submission_id', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('response_id', 'text', (column) => column.notNull())
    .addColumn('receipt_number', 'text', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('is_duplicate', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('submissions_key', ['centre_id', 'submission_id'])
    .execute();

  await db.schema
    .alterTable('code_lookup')
    .addColumn('kind', 'text', (column) => column.notNull().defaultTo('oneTimeLink'))
    .execute();
  await db.schema.alterTable('code_lookup').addColumn('subject_id', 'text').execute();
  await db.schema.alterTable('code_lookup').addColumn('retired_at', 'text').execute();
}

async function createRecordKeyTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('records')
    .addColumn('restricted', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();

  await db.schema
    .createTable('submitted_responses')
    .addColumn('centre_id', 'text', (column) => column.notNull())
    .addColumn('response_id', 'text', (column) => column.notNull())
    .addColumn('survey_id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('disposition', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('submitted_responses_key', ['centre_id', 'response_id'])
    .execute();
  await db.schema
    .createIndex('submitted_responses_unit')
    .on('submitted_responses')
    .columns(['centre_id', 'survey_id', 'account_id', 'disposition'])
    .execute();

  await db.schema
    .createTable('open_lead_keys')
    .addColumn('centre_id', 'text', (column) => column.notNull())
    .addColumn('lead_id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('open_lead_keys_key', ['centre_id', 'lead_id', 'key'])
    .execute();
  await db.schema
    .createIndex('open_lead_keys_by_key')
    .on('open_lead_keys')
    .columns(['centre_id', 'key'])
    .execute();
}

/** Rows per read; a centre may have tens of thousands of records from before. */
const BATCH = 500;

async function fillRecordKeys(db: Kysely<Database>): Promise<void> {
  let after = { centre: '', record: '' };
  for (;;) {
    const rows = await db
      .selectFrom('records')
      .select(['centre_id', 'record_id', 'collection', 'fields', 'deleted_at'])
      .where('collection', 'in', ['responses', 'leads'])
      .where(({ eb, or, and }) =>
        or([
          eb('centre_id', '>', after.centre),
          and([eb('centre_id', '=', after.centre), eb('record_id', '>', after.record)]),
        ]),
      )
      .orderBy('centre_id')
      .orderBy('record_id')
      .limit(BATCH)
      .execute();
    for (const row of rows) {
      const fields = JSON.parse(row.fields) as JsonObject;
      const record = { collection: row.collection, id: row.record_id, fields, deletedAt: row.deleted_at };
      const response = readSubmittedResponse(record);
      if (response)
        await db
          .insertInto('submitted_responses')
          .values({ centre_id: row.centre_id, ...response })
          .execute();
      for (const key of listOpenLeadKeys(record)) {
        await db
          .insertInto('open_lead_keys')
          .values({ centre_id: row.centre_id, lead_id: row.record_id, key })
          .execute();
      }
      if (!isRestricted(record)) continue;
      await db
        .updateTable('records')
        .set({ restricted: 1 })
        .where('centre_id', '=', row.centre_id)
        .where('record_id', '=', row.record_id)
        .execute();
    }
    const last = rows.at(-1);
    if (!last) break;
    after = { centre: last.centre_id, record: last.record_id };
  }
  // Their devices may hold what they are no longer to see: they start afresh.
  await db
    .updateTable('staff')
    .set((column) => ({ access_version: column('access_version', '+', 1) }))
    .where('role', 'in', ['coordinator', 'manager'])
    .execute();
}
