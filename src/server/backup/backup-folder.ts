import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '#domain/canonical/dates.ts';
import { instantOf, type Clock } from '#server/journal/clock.ts';
import type { Config } from '#server/settings/config.ts';
import { writeBackup } from './write-backup.ts';

/** Why the server makes a backup by itself. */
export type BackupReason = 'daily' | 'migration';

/** What is known of the backups of this server, its own and those of the command. */
export interface BackupStatus {
  last?: { at: Instant; file: string; bytes: number };
  /** The last attempt, when it has failed. */
  failure?: { at: Instant; message: string };
}

const FOLDER = 'backups';
const STATUS_FILE = 'status.json';
const OWN_NAME =
  /^banso-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)-(?:daily|migration)\.gz(\.\d+\.part)?$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Where the server puts its own backups. */
export function backupsFolder(dataDir: string): string {
  return join(dataDir, FOLDER);
}

/**
 * Makes one of the server's own backups and removes those that are too many, the oldest first.
 *
 * @throws whatever kept it from being made; that it failed is noted for `doctor`.
 */
export async function makeOwnBackup(config: Config, clock: Clock, reason: BackupReason): Promise<string> {
  const { dataDir, backupKeep } = config;
  const at = instantOf(clock);
  const file = join(backupsFolder(dataDir), `banso-${at.replaceAll(':', '-')}-${reason}.gz`);
  try {
    const { bytes } = await writeBackup({ config, file, clock, withSecrets: true });
    noteBackup(dataDir, { at, file, bytes });
  } catch (error) {
    noteFailure(dataDir, { at, message: error instanceof Error ? error.message : String(error) });
    throw error;
  }
  const superfluous = [
    ...listOwnBackups(dataDir).slice(backupKeep),
    // What a server has left that was ended meanwhile; a young one may be another server's that is at it.
    ...listOwnFiles(dataDir).filter(
      ({ isPart, at: begun }) => isPart && Date.parse(begun) < clock() - DAY_MS,
    ),
  ];
  for (const { name } of superfluous) rmSync(join(backupsFolder(dataDir), name), { force: true });
  return file;
}

/** One of the files that the server has made in the folder. */
interface OwnFile {
  name: string;
  at: Instant;
  /** It was not finished. */
  isPart: boolean;
}

/** The server's own backups, the newest first. */
export function listOwnBackups(dataDir: string): OwnFile[] {
  return listOwnFiles(dataDir).filter(({ isPart }) => !isPart);
}

function listOwnFiles(dataDir: string): OwnFile[] {
  return readFolder(dataDir)
    .flatMap((name) => {
      const [, day, hours, minutes, seconds, part] = OWN_NAME.exec(name) ?? [];
      if (day === undefined) return [];
      return [{ name, at: `${day}${hours}:${minutes}:${seconds}`, isPart: part !== undefined }];
    })
    .sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** What is known of the last backup; empty while there was none. */
export function readBackupStatus(dataDir: string): BackupStatus {
  try {
    return JSON.parse(readFileSync(statusFile(dataDir), 'utf8')) as BackupStatus;
  } catch {
    // None yet, or cut off while it was written: the next backup writes it anew.
    return {};
  }
}

/** Notes a backup that was made, whoever asked for it. */
export function noteBackup(dataDir: string, last: NonNullable<BackupStatus['last']>): void {
  writeStatus(dataDir, { last });
}

function noteFailure(dataDir: string, failure: NonNullable<BackupStatus['failure']>): void {
  try {
    const { last } = readBackupStatus(dataDir);
    writeStatus(dataDir, { ...(last && { last }), failure });
  } catch {
    // A full disk takes no note either; the log has it.
  }
}

function writeStatus(dataDir: string, status: BackupStatus): void {
  mkdirSync(backupsFolder(dataDir), { recursive: true, mode: 0o700 });
  const draft = `${statusFile(dataDir)}.${process.pid}.new`;
  writeFileSync(draft, `${JSON.stringify(status)}\n`, { mode: 0o600 });
  renameSync(draft, statusFile(dataDir));
}

function statusFile(dataDir: string): string {
  return join(backupsFolder(dataDir), STATUS_FILE);
}

function readFolder(dataDir: string): string[] {
  try {
    return readdirSync(backupsFolder(dataDir));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
