import { sql, type Kysely, type Migration } from 'kysely';

/** What was noted of a unit before, as an entry of its history. */
const EVENTS = {
  refusal: 'refused',
  blank: 'blankSheet',
  undeliverable: 'returnedUndeliverable',
  closed: 'closed',
  notEligible: 'notEligible',
  contacted: 'contacted',
  other: 'other',
} as const;

/** Lots of letters, what was done with them, and the dated history of units; see `schema.ts`. */
export const createLotsAndHistory: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('letter_lots')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('lot_id', 'text', (column) => column.notNull())
      .addColumn('survey_id', 'text', (column) => column.notNull())
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('size', 'integer', (column) => column.notNull())
      .addColumn('made_at', 'text', (column) => column.notNull())
      .addColumn('made_by', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('letter_lots_key', ['centre_id', 'lot_id'])
      .execute();
    await db.schema
      .createIndex('letter_lots_by_survey')
      .unique()
      .on('letter_lots')
      .columns(['centre_id', 'survey_id', 'number'])
      .execute();
    await db.schema
      .createTable('letter_lot_units')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('lot_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('letter_lot_units_key', ['centre_id', 'lot_id', 'position'])
      .execute();
    await db.schema
      .createTable('letter_lot_marks')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('mark_id', 'text', (column) => column.notNull())
      .addColumn('lot_id', 'text', (column) => column.notNull())
      .addColumn('mark', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('noted_at', 'text', (column) => column.notNull())
      .addColumn('noted_by', 'text', (column) => column.notNull())
      .addColumn('undone_at', 'text')
      .addColumn('undone_by', 'text')
      .addPrimaryKeyConstraint('letter_lot_marks_key', ['centre_id', 'mark_id'])
      .execute();
    await db.schema
      .createIndex('letter_lot_marks_by_lot')
      .on('letter_lot_marks')
      .columns(['centre_id', 'lot_id'])
      .execute();

    for (const [name, usual] of [
      ['event', 'cleared'],
      ['happened_at', ''],
      ['channel', 'screen'],
      ['detail', ''],
    ] as const)
      await db.schema
        .alterTable('unit_events')
        .addColumn(name, 'text', (column) => column.notNull().defaultTo(usual))
        .execute();
    await db.schema.alterTable('unit_events').addColumn('lot_id', 'text').execute();
    await db.schema.alterTable('unit_events').addColumn('undoes', 'text').execute();
    await sql`update unit_events set happened_at = noted_at`.execute(db);
    for (const [outcome, event] of Object.entries(EVENTS))
      await sql`update unit_events set event = ${event} where outcome = ${outcome}`.execute(db);
    await db.schema.alterTable('unit_events').dropColumn('outcome').execute();
    // Thousands of letters are posted, and few of what they come to is asked for at a time.
    await db.schema
      .createIndex('unit_events_by_event')
      .on('unit_events')
      .columns(['centre_id', 'survey_id', 'event', 'unit_id'])
      .execute();
  },
};
