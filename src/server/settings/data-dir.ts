import { mkdirSync } from 'node:fs';

/** Makes the data folder if there is none, for its owner alone: what companies confide is in it. */
export function ensureDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}
