import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Cell } from '#server/database/queries/tables.ts';
import type { Erasure } from '#server/erasure/erasure-journal.ts';
import type { SecretName } from '#server/settings/secret.ts';

/*
 * A backup is one gzip file of lines of JSON, the same for both databases: the head; each table with its
 * rows; the bytes of photos and files; the erasures; the secrets that the server keeps as files; the end. `gzip -dc FILE | head -1`
 * shows the head.
 */

/** Goes up when a build of before could no longer read what is written. */
export const BACKUP_FORMAT = 1;

/** One of the secrets that the centres' data rests on. */
export interface SecretNote {
  name: SecretName;
  /** Whether it is in the file; one from the environment never is, nor any when that was asked for. */
  isInside: boolean;
  /** By the name of each key: enough to tell whether a secret is this one, too little to learn anything of it. */
  fingerprints: Record<string, string>;
}

export interface BackupHead {
  banso: 'backup';
  format: number;
  madeAt: string;
  database: string;
  /** How far its schema had been migrated, in order. */
  migrations: string[];
  centres: { id: string; epoch: string; revision: number }[];
  secrets: SecretNote[];
}

export interface BackupEnd {
  /** Rows by table. */
  rows: Record<string, number>;
  erasures: number;
  /** Contents of photos and files; absent where there are none, as in backups of before. */
  files?: number;
  /** SHA-256 over all lines before, each with its line end. */
  sha256: string;
}

/** A line of a backup. Rows belong to the table that was named last. */
export type BackupLine =
  | { head: BackupHead }
  | { table: string; columns: string[] }
  | { row: Cell[] }
  /** A content of a centre, whose bytes follow. */
  | { file: { centreId: string; sha256: string; sizeBytes: number } }
  /** The next bytes of the content that was named last, in Base64. */
  | { bytes: string }
  | { erased: Erasure }
  | { secret: SecretName; content: string }
  | { end: BackupEnd };

/**
 * What stands between a centre and its backup. `refused`: the place is not one to restore to; `not-made`: a
 * backup that has to be there first could not be made; the others say what is wrong with the file.
 */
export type BackupFault = 'refused' | 'not-made' | 'unreadable' | 'foreign' | 'newer' | 'damaged' | 'exists';

/** A fault of a backup, in words for the person who runs the server. */
export class BackupError extends Error {
  constructor(
    readonly fault: BackupFault,
    readonly text: LocalisedText,
  ) {
    super(text.en);
    this.name = 'BackupError';
  }
}
