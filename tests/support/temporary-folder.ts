import { accessSync, constants, statfsSync } from 'node:fs';

const MEMORY = '/dev/shm';
/** What a run leaves there at most is far less; a container often gives 64 MB. */
const ROOM = 2 * 1024 ** 3;

/**
 * Lets `os.tmpdir()` of this process and of those it starts be a folder in memory, where there is one with room: the
 * many databases and profiles of browsers that tests make and drop cost a fifth of their time on a disk. A TMPDIR that
 * was given stands.
 */
export function keepTemporaryFilesInMemory(): void {
  if (process.env['TMPDIR'] || !hasRoom()) return;
  process.env['TMPDIR'] = MEMORY;
}

function hasRoom(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
