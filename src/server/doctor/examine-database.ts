import type { DatabaseHandle } from '#server/database/connect.ts';
import { readSchemaState } from '#server/database/migrations/migrate.ts';
import { listCentreStates } from '#server/database/queries/centres.ts';
import { findLastServerTime, readDatabaseTime } from '#server/database/queries/examination.ts';
import { listFiles } from '#server/database/queries/files.ts';
import { listErasedRecords } from '#server/database/queries/records.ts';
import { listRestores } from '#server/database/queries/restores.ts';
import { readErasures } from '#server/erasure/erasure-journal.ts';
import { contentKey, type FileStorage } from '#server/file-storage/file-storage.ts';
import type { Finding } from './finding.ts';

/** By how much clocks may differ. */
const TOLERANCE_MS = 2 * 60 * 1000;

/** Whether the schema is that of this build. */
export async function examineSchema({ db }: DatabaseHandle): Promise<Finding> {
  const { done, pending, unknown } = await readSchemaState(db);
  const at = done.at(-1) ?? null;
  const texts = {
    good: { ja: `データベースの版は ${at} で、最新です。`, en: `The schema is ${at}, the newest.` },
    pending: {
      ja: `データベースの版は ${at} です。次の起動で ${pending.length} 段階更新されます。`,
      en: `The schema is ${at}; the next start brings it ${pending.length} steps further.`,
    },
    unknown: {
      ja: `より新しい版の Banso のデータベースです（${unknown.join('、')}）。Banso を更新してください。`,
      en: `The database is that of a newer Banso (${unknown.join(', ')}). Please update Banso.`,
    },
  };
  const kind = unknown.length > 0 ? 'unknown' : pending.length > 0 ? 'pending' : 'good';
  return { check: 'schema', isGood: kind === 'good', text: texts[kind], value: { at, pending, unknown } };
}

/**
 * Whether this machine's clock can be right. It is held against the database's, where that has one, and against the
 * last change: time does not go back. Whether both are wrong nothing here can tell.
 */
export async function examineClock({ db, dialect }: DatabaseHandle, nowMs: number): Promise<Finding> {
  const databaseMs = await readDatabaseTime(db, dialect);
  const last = await findLastServerTime(db);
  const offMs = databaseMs === undefined ? 0 : Math.round(nowMs - databaseMs);
  const behindMs = last === undefined ? 0 : Date.parse(last) - nowMs;
  const isGood = Math.abs(offMs) <= TOLERANCE_MS && behindMs <= TOLERANCE_MS;
  const now = new Date(nowMs).toISOString();
  return {
    check: 'clock',
    isGood,
    text: isGood
      ? { ja: `時計は ${now} です。`, en: `The clock says ${now}.` }
      : {
          ja: `時計（${now}）が、${behindMs > TOLERANCE_MS ? `最後の記録（${last}）より遅れています` : `データベースの時計と ${Math.round(offMs / 1000)} 秒ずれています`}。合わせてください。`,
          en: `The clock (${now}) ${behindMs > TOLERANCE_MS ? `is behind the last change (${last})` : `differs by ${Math.round(offMs / 1000)} s from the database's`}. Please set it.`,
        },
    value: { now, last: last ?? null, offMs },
  };
}

type CentreState = { id: string; epoch: string; revision: number; restores: number; lostSubmissions: number };

/** How far each centre has come, in which epoch, and what a restore has not brought back. */
export async function examineCentres({ db }: DatabaseHandle): Promise<Finding> {
  const centres = await listCentreStates(db);
  const value: CentreState[] = [];
  for (const centre of centres) {
    const restores = await listRestores(db, centre.id);
    const lost = restores.reduce(
      (sum, { seen, kept }) => sum + Math.max(0, seen.submissions - kept.submissions),
      0,
    );
    value.push({ ...centre, restores: restores.length, lostSubmissions: lost });
  }
  const line = (words: (centre: CentreState) => string): string => value.map(words).join(' ');
  return {
    check: 'epoch',
    isGood: true,
    text: {
      ja: line(
        ({ epoch, revision, restores, lostSubmissions }) =>
          `世代 ${epoch}、番号 ${revision}、復元 ${restores} 回、復元で失われた企業の回答は少なくとも ${lostSubmissions} 件。`,
      ),
      en: line(
        ({ epoch, revision, restores, lostSubmissions }) =>
          `Epoch ${epoch}, revision ${revision}, restored ${restores} times, at least ${lostSubmissions} submissions of companies lost by it.`,
      ),
    },
    value,
  };
}

/** Whether all that was erased is erased. */
export async function examineErasures({ db }: DatabaseHandle, dataDir: string): Promise<Finding> {
  const erased = new Set<string>();
  for (const { id } of await listCentreStates(db))
    for (const { recordId } of await listErasedRecords(db, id)) erased.add(recordId);
  const missing = readErasures(dataDir).filter(({ recordId }) => !erased.has(recordId)).length;
  return {
    check: 'erasures',
    isGood: missing === 0,
    text:
      missing === 0
        ? { ja: `消去した記録は ${erased.size} 件です。`, en: `${erased.size} records have been erased.` }
        : {
            ja: `消去したはずの記録が ${missing} 件戻っています。サーバーを起動し直すと、もう一度消去します。`,
            en: `${missing} records that were erased are back. A restart of the server erases them again.`,
          },
    value: { erased: erased.size, missing },
  };
}

/** Whether every photo and file that the database knows is where it should be. */
export async function examineStoredFiles({ db }: DatabaseHandle, storage: FileStorage): Promise<Finding> {
  let count = 0;
  let bytes = 0;
  const missing: string[] = [];
  for (const { id } of await listCentreStates(db))
    for (const { sha256, size_bytes } of await listFiles(db, id)) {
      count += 1;
      bytes += Number(size_bytes);
      if ((await storage.sizeOf(contentKey(id, sha256))) !== Number(size_bytes)) missing.push(sha256);
    }
  const megabytes = Math.round(bytes / 1_000_000);
  return {
    check: 'files',
    isGood: missing.length === 0,
    text:
      missing.length === 0
        ? {
            ja: `写真・ファイルは ${count} 件（${megabytes} MB）、すべてそろっています。`,
            en: `${count} photos and files (${megabytes} MB), all of them there.`,
          }
        : {
            ja: `写真・ファイル ${count} 件のうち ${missing.length} 件が置き場にないか、大きさが違います。FILES_DIR（または FILES_S3_ENDPOINT）の設定を確かめるか、バックアップから戻してください。`,
            en: `Of ${count} photos and files ${missing.length} are not in the storage, or of another size. Please look at FILES_DIR (or FILES_S3_ENDPOINT), or restore a backup.`,
          },
    value: { count, bytes, missing: missing.slice(0, 20) },
  };
}
