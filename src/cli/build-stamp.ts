import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that the build is made from. */
const SOURCES = ['src', 'public', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** A hash of everything that the build is made from: names and contents, not times, which a checkout changes. */
export function computeStamp(root: string): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => listFiles(root, source)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Whether `dist` was built from what the sources now are. */
export function isBuildCurrent(root: string): boolean {
  try {
    return readFileSync(stampFile(root), 'utf8') === computeStamp(root);
  } catch {
    // Never built, or cleaned.
    return false;
  }
}

/** Notes what `dist` was built from. */
export function writeStamp(root: string, stamp: string): void {
  writeFileSync(stampFile(root), stamp);
}

function stampFile(root: string): string {
  return join(root, 'dist', 'stamp');
}

function listFiles(root: string, path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => listFiles(root, `${path}/${name}`));
}
