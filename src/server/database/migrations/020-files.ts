import type { Kysely, Migration } from 'kysely';

/** What the server has of photos and files, and what is on its way; see `schema.ts`. */
export const createFiles: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('files')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('size_bytes', 'integer', (column) => column.notNull())
      .addColumn('media_type', 'text', (column) => column.notNull())
      .addColumn('stored_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('files_key', ['centre_id', 'sha256'])
      .execute();
    await db.schema
      .createTable('attachment_files')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('attachment_id', 'text', (column) => column.notNull())
      .addColumn('part', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('verified_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('attachment_files_key', ['centre_id', 'attachment_id', 'part'])
      .execute();
    await db.schema
      .createIndex('attachment_files_by_content')
      .on('attachment_files')
      .columns(['centre_id', 'sha256'])
      .execute();
    await db.schema
      .createTable('file_uploads')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('upload_id', 'text', (column) => column.notNull())
      .addColumn('attachment_id', 'text', (column) => column.notNull())
      .addColumn('part', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('size_bytes', 'integer', (column) => column.notNull())
      .addColumn('received_bytes', 'integer', (column) => column.notNull())
      .addColumn('touched_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('file_uploads_key', ['centre_id', 'upload_id'])
      .execute();
    await db.schema
      .createTable('file_pieces')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('upload_id', 'text', (column) => column.notNull())
      .addColumn('first_byte', 'integer', (column) => column.notNull())
      .addColumn('storage_key', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('file_pieces_key', ['centre_id', 'upload_id', 'first_byte'])
      .execute();
  },
};
