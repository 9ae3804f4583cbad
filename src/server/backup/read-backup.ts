import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { compareMigrations } from '#server/database/migrations/migrate.ts';
import type { Erasure } from '#server/erasure/erasure-journal.ts';
import type { SecretName } from '#server/settings/secret.ts';
import { BACKUP_FORMAT, BackupError, type BackupHead, type BackupLine } from './backup-format.ts';

/** What is in a backup that was found whole. */
export interface BackupContent {
  head: BackupHead;
  /** Rows by table. */
  rows: Record<string, number>;
  /** How many contents of photos and files. */
  files: number;
  erasures: Erasure[];
  secrets: Map<SecretName, string>;
}

/**
 * Reads a backup to its end.
 *
 * @throws BackupError when it is none, was made by a newer build, or is not as it was written.
 */
export async function verifyBackup(file: string): Promise<BackupContent> {
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};
  const erasures: Erasure[] = [];
  const secrets = new Map<SecretName, string>();
  let head: BackupHead | undefined;
  let isWhole = false;
  let table = '';
  let files = 0;
  let content: FileInBackup | undefined;
  for await (const { text, line } of readLines(file)) {
    if (isWhole) throw damaged();
    if (content && !('bytes' in line)) {
      if (!content.isWhole) throw damaged();
      content = undefined;
    }
    if ('end' in line) {
      const found = {
        rows,
        erasures: erasures.length,
        ...(files > 0 && { files }),
        sha256: hash.digest('hex'),
      };
      if (JSON.stringify(line.end) !== JSON.stringify(found)) throw damaged();
      isWhole = true;
      continue;
    }
    hash.update(text).update('\n');
    if ('head' in line) head = line.head;
    else if ('table' in line) {
      table = line.table;
      rows[table] = 0;
    } else if ('row' in line) rows[table]! += 1;
    else if ('erased' in line) erasures.push(line.erased);
    else if ('file' in line) {
      content = new FileInBackup(line.file);
      files += 1;
    } else if ('bytes' in line) content?.add(line.bytes);
    else secrets.set(line.secret, line.content);
  }
  if (!head || !isWhole) throw damaged();
  return { head, rows, files, erasures, secrets };
}

/** A content as it is put together of its lines. */
export class FileInBackup {
  private readonly hash = createHash('sha256');
  private readonly parts: Buffer[] = [];
  private sizeBytes = 0;

  constructor(readonly named: { centreId: string; sha256: string; sizeBytes: number }) {}

  add(bytes: string): void {
    const part = Buffer.from(bytes, 'base64');
    this.hash.update(part);
    this.sizeBytes += part.length;
    this.parts.push(part);
  }

  get bytes(): readonly Buffer[] {
    return this.parts;
  }

  /** Whether its bytes are those that it is named by. */
  get isWhole(): boolean {
    return this.sizeBytes === this.named.sizeBytes && this.hash.copy().digest('hex') === this.named.sha256;
  }
}

/**
 * The lines of a backup, the head first.
 *
 * @throws BackupError; that it is whole is known only at its end, see `verifyBackup`.
 */
export async function* readLines(file: string): AsyncGenerator<{ text: string; line: BackupLine }> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.on('error', (error) => unpacked.destroy(error));
  let isFirst = true;
  try {
    for await (const text of splitLines(source.pipe(unpacked).setEncoding('utf8'))) {
      const line = parseLine(text, isFirst);
      if (isFirst) checkHead(line);
      isFirst = false;
      yield { text, line };
    }
  } catch (error) {
    throw toBackupError(error, isFirst, file);
  } finally {
    source.destroy();
  }
}

async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') throw damaged();
}

function parseLine(text: string, isFirst: boolean): BackupLine {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    throw isFirst ? foreign() : damaged();
  }
  if (typeof line !== 'object' || line === null) throw isFirst ? foreign() : damaged();
  return line as BackupLine;
}

function checkHead(line: BackupLine): void {
  // What other programs write may be anything.
  const head: Partial<BackupHead> | undefined = 'head' in line ? line.head : undefined;
  if (head?.banso !== 'backup') throw foreign();
  const isNewer =
    head.format !== BACKUP_FORMAT || compareMigrations(head.migrations ?? []).unknown.length > 0;
  if (!isNewer) return;
  throw new BackupError('newer', {
    ja: 'このバックアップは、より新しい版の Banso で作られています。先に Banso を更新してください。',
    en: 'This backup was made by a newer version of Banso. Please update Banso first.',
  });
}

function toBackupError(error: unknown, isFirst: boolean, file: string): unknown {
  if (error instanceof BackupError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_')) return isFirst && code === 'Z_DATA_ERROR' ? foreign() : damaged();
  if (['ENOENT', 'EACCES', 'EISDIR'].includes(code))
    return new BackupError('unreadable', {
      ja: `${file} を開けません（${code}）。`,
      en: `${file} cannot be opened (${code}).`,
    });
  return error;
}

function damaged(): BackupError {
  return new BackupError('damaged', {
    ja: 'このバックアップは途中で切れているか、壊れています。何も戻していません。別のバックアップをお使いください。',
    en: 'This backup is cut off or damaged. Nothing was restored; please use another one.',
  });
}

function foreign(): BackupError {
  return new BackupError('foreign', {
    ja: 'このファイルは Banso のバックアップではありません。',
    en: 'This file is not a backup of Banso.',
  });
}
