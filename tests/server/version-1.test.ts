import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { DocumentList } from '#protocol/documents.ts';
import type { SessionResponse } from '#protocol/session.ts';
import type { PullResponse, PushResponse, PushResult } from '#protocol/sync.ts';
import { readRequests, readTables } from '#tests/fixtures/version-1/load-fixtures.ts';
import { startOnVersion1, VERSION_1_RETURNS, type Version1Server } from '#tests/support/version-1-server.ts';

describe.each(['sqlite', 'postgres'] as const)('a database of version 1 (%s)', (dialect) => {
  let server: Version1Server;
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(VERSION_1_RETURNS) });
    server = await startOnVersion1(dialect);
  });
  afterAll(async () => {
    await server.stop();
    vi.useRealTimers();
  });

  const readAs = async <T>(path: string): Promise<T> => (await server.ask(path, {})).json() as Promise<T>;

  it('is the same centre after the start, with all its records, and the documents of today beside them', async () => {
    const { centre } = await readAs<SessionResponse>('/api/session');
    expect(centre.id).toBe(server.ids.centreId);
    const { documents } = await readAs<DocumentList>('/api/documents');
    expect(documents.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['catalogue-2013', 'issue-links', 'questionnaire', 'survey', 'staff']),
    );
    const { db } = server.database;
    const { records, changes } = await readTables();
    expect(await db.selectFrom('records').select('record_id').execute()).toHaveLength(records!.length);
    expect(await db.selectFrom('changes').select('change_id').execute()).toHaveLength(changes!.length);
  });

  it('answers what a device of version 1 asks as version 1 did', async () => {
    const exchanges = await readRequests();
    expect(exchanges.filter(({ request }) => request.url.startsWith('/api/sync'))).toHaveLength(8);
    // In order, whatever they are: each rests on what the ones before have left.
    for (const { step, request, answer } of exchanges) {
      const { url, method, headers, body } = request;
      const response = await server.ask(url, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const where = `${step}: ${method} ${url}`;
      expect({ where, status: response.status }).toEqual({ where, status: answer.status });
      const isSync = url.startsWith('/api/sync');
      if (isSync)
        expect({ where, ...shapeOf(await response.json()) }).toEqual({ where, ...expected(answer) });
    }
  });
});

/** Of an answer what has to be the same again, in the shape in which `requests.json` keeps it. */
function shapeOf(answer: PushResponse | PullResponse): Record<string, unknown> {
  // Not the access version: all devices have had to start afresh since.
  const { epoch } = answer;
  if ('results' in answer) return { epoch, results: answer.results.map(shapeOfResult) };
  const { cursor, more, records } = answer;
  return { epoch, cursor, more, records: records.map(shapeOfRecord).filter(isShownAsBefore) };
}

/** Version 1 gave responses without consent under their own ids; they now come a day later, under others. */
function isShownAsBefore({ collection, fieldNames }: { collection: string; fieldNames: string }): boolean {
  return collection !== 'responses' || fieldNames.includes('accountId');
}

function shapeOfResult(result: PushResult): Record<string, unknown> {
  if (result.status === 'rejected') {
    const { status, changeId, code, errors } = result;
    return { status, changeId, code, errors: errors?.map(({ pointer }) => pointer) };
  }
  const { changeId, changeHash, revision } = result.receipt;
  return { status: result.status, changeId, changeHash, revision, record: shapeOfRecord(result.record) };
}

function shapeOfRecord(record: SyncRecord) {
  const { collection, id, revision, fields, deletedAt, conflicts, warnings } = record;
  return {
    collection,
    id,
    revision,
    isDeleted: deletedAt !== null,
    fieldNames: Object.keys(fields).sort().join(' '),
    conflicts: conflicts.map(({ unit }) => unit),
    warnings: warnings.map(({ code }) => code),
  };
}

interface KeptRecord {
  collection: string;
  fieldNames: string;
  deletedAt: string | null;
}
interface KeptAnswer {
  accessVersion?: number;
  results?: { status: string; title?: string; errors?: { pointer: string }[]; record?: KeptRecord }[];
  records?: KeptRecord[];
}

/** An answer as it was kept, without its words and the time of deletions, which may be others. */
function expected({ status: _status, ...answer }: KeptAnswer & { status: number }): Record<string, unknown> {
  const { results, records, accessVersion: _accessVersion, ...frame } = answer;
  const ofRecord = ({ deletedAt, ...record }: KeptRecord) => ({ ...record, isDeleted: deletedAt !== null });
  return {
    ...frame,
    ...(records && { records: records.map(ofRecord).filter(isShownAsBefore) }),
    ...(results && {
      results: results.map(({ title: _title, errors, record, ...result }) => ({
        ...result,
        ...(errors && { errors: errors.map(({ pointer }) => pointer) }),
        ...(record && { record: ofRecord(record) }),
      })),
    }),
  };
}
