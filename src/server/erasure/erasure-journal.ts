import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '#domain/canonical/dates.ts';
import { ensureDataDir } from '#server/settings/data-dir.ts';

/*
 * What has been erased stands in a file beside the database too, by ids alone: a database that is put back knows
 * nothing of erasures since, and what has been erased must not return with it.
 */

/** The file in the data folder, one line of JSON for each erased record. */
export const ERASURES_FILE = 'erasures';

/** That a record was erased. */
export interface Erasure {
  centreId: string;
  collection: string;
  recordId: string;
  at: Instant;
}

/** All erasures, in the order of their entry. */
export function readErasures(dataDir: string): Erasure[] {
  let text: string;
  try {
    text = readFileSync(join(dataDir, ERASURES_FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  // A line that a power cut has left half-written belongs to an erasure that was not done.
  return text.split('\n').flatMap((line) => parseErasure(line) ?? []);
}

/** Enters erasures, durably: once this returns they outlive the database. */
export function appendErasures(dataDir: string, erasures: readonly Erasure[]): void {
  if (erasures.length === 0) return;
  ensureDataDir(dataDir);
  const file = openSync(join(dataDir, ERASURES_FILE), 'a', 0o600);
  try {
    // The line end first: one that was cut off must not swallow this one.
    writeSync(file, erasures.map((erasure) => `\n${JSON.stringify(erasure)}`).join('') + '\n');
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function parseErasure(line: string): Erasure | undefined {
  try {
    const { centreId, collection, recordId, at } = JSON.parse(line) as Erasure;
    return { centreId, collection, recordId, at };
  } catch {
    return undefined;
  }
}
