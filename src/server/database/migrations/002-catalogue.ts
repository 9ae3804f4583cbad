import { sql, type Kysely, type Migration } from 'kysely';

/** Editions of the catalogue and the links from issues to programmes; see `schema.ts`. */
export const createCatalogueTables: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('catalogue_editions')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('fiscal_year', 'integer', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('draft', 'text')
      .addColumn('published', 'text')
      .addColumn('published_by', 'text')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addColumn('updated_by', 'text')
      .addPrimaryKeyConstraint('catalogue_editions_key', ['centre_id', 'fiscal_year'])
      .execute();

    await db.schema
      .createTable('issue_links')
      .addColumn('centre_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addColumn('updated_by', 'text')
      .execute();

    // The one catalogue of before comes again, from the report, under the name of its edition.
    await sql`delete from documents where name = 'catalogue'`.execute(db);
  },
};
