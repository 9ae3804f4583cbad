import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DataStore, Upload } from '@tus/server';
import { PROBLEMS, type ProblemCode } from '#protocol/problems.ts';
import { MAX_FILE_BYTES, MAX_THUMBNAIL_BYTES, readUploadId } from '#protocol/files.ts';
import type { Session } from '#server/auth/session.ts';
import {
  findUpload,
  insertPiece,
  insertUpload,
  listAttachmentFiles,
  sumFileBytes,
} from '#server/database/queries/files.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { instantOf } from '#server/journal/clock.ts';
import type { Config } from '#server/settings/config.ts';
import type { FileServices } from './file-services.ts';
import { stagingPrefix } from '#server/file-storage/file-storage.ts';
import { findExpected, mayUpload } from './expected-file.ts';
import { discardUpload } from './verify-upload.ts';

/** A refusal as the tus server passes it on; the route makes the registered problem of it. */
export class UploadRefusal extends Error {
  readonly status_code: number;
  readonly body: ProblemCode;
  constructor(code: ProblemCode) {
    super(code);
    this.status_code = PROBLEMS[code].status;
    this.body = code;
  }
}

/**
 * Uploads of one person's centre, for the tus server: each piece is an object of its own in the file storage, and
 * the database says which pieces make up the file so far. So a piece is there whole or not at all, whichever server
 * took it and whenever it was killed.
 */
export class UploadStore extends DataStore {
  override extensions = ['creation'];

  constructor(
    private readonly services: FileServices & { config: Pick<Config, 'filesCentreBytes'> },
    private readonly session: Session,
  ) {
    super();
  }

  override async create(upload: Upload): Promise<Upload> {
    const { database, clock, config } = this.services;
    const { centreId } = this.session;
    const named = readUploadId(upload.id);
    if (!named) throw new UploadRefusal('not-found');
    const [record] = await listRecords(database.db, centreId, [named.attachmentId]);
    const expected = findExpected(record, named.part);
    if (!record || !expected) throw new UploadRefusal('file-record-unknown');
    if (!mayUpload(this.session, record)) throw new UploadRefusal('forbidden');
    const limit = named.part === 'full' ? MAX_FILE_BYTES : MAX_THUMBNAIL_BYTES;
    if (expected.sizeBytes > limit) throw new UploadRefusal('file-too-large');
    if (upload.size !== expected.sizeBytes) throw new UploadRefusal('file-not-as-recorded');
    const before = await findUpload(database.db, centreId, upload.id);
    // The record has come to say something else since.
    if (before && before.sha256 !== expected.sha256) await discardUpload(this.services, centreId, upload.id);
    else if (!before && (await sumFileBytes(database.db, centreId)) + upload.size > config.filesCentreBytes)
      throw new UploadRefusal('file-space-full');
    await insertUpload(database.db, centreId, { ...named, ...expected, at: instantOf(clock) });
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { database } = this.services;
    const { centreId } = this.session;
    const named = readUploadId(id);
    if (!named) throw new UploadRefusal('not-found');
    const [record] = await listRecords(database.db, centreId, [named.attachmentId]);
    const expected = findExpected(record, named.part);
    if (!record || !expected) throw new UploadRefusal('file-record-unknown');
    if (!mayUpload(this.session, record)) throw new UploadRefusal('forbidden');
    const files = await listAttachmentFiles(database.db, centreId, [record.id]);
    if (files.some(({ part, sha256 }) => part === named.part && sha256 === expected.sha256))
      return new Upload({ id, size: expected.sizeBytes, offset: expected.sizeBytes });
    const upload = await findUpload(database.db, centreId, id);
    if (!upload || upload.sha256 !== expected.sha256) throw new UploadRefusal('not-found');
    return new Upload({ id, size: Number(upload.size_bytes), offset: Number(upload.received_bytes) });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const { database, fileStorage, clock } = this.services;
    const { centreId } = this.session;
    const bytes = await buffer(stream);
    if (bytes.length === 0) return offset;
    const storageKey = `${stagingPrefix(centreId, id)}${offset}-${randomUUID()}`;
    await fileStorage.put(storageKey, {
      open: () =>
        (async function* () {
          yield bytes;
        })(),
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const isNoted = await database.db
      .transaction()
      .execute((tx) =>
        insertPiece(tx, centreId, {
          uploadId: id,
          firstByte: offset,
          sizeBytes: bytes.length,
          storageKey,
          at: instantOf(clock),
        }),
      );
    if (isNoted) return offset + bytes.length;
    await fileStorage.remove(storageKey);
    throw new UploadRefusal('upload-out-of-step');
  }
}
