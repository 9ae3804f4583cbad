import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileStorage, StoredEntry } from './file-storage.ts';

/** A storage in a folder, for its owner alone; several servers may share it. */
export function createDirectoryStorage(folder: string): FileStorage {
  const pathOf = (key: string): string => join(folder, ...key.split('/'));

  return {
    async put(key, { open: openBytes }) {
      const path = pathOf(key);
      const part = `${path}.${randomUUID()}.part`;
      const write = async (): Promise<void> => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await pipeline(openBytes(), createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true }));
      };
      try {
        await write().catch(async (error: unknown) => {
          if (!isMissing(error)) throw error;
          // Somebody took the last file out of the folder in between, and the folder with it.
          await write();
        });
        // Whole or not at all, whoever else writes the same.
        await rename(part, path);
      } finally {
        await rm(part, { force: true });
      }
      const directory = await open(dirname(path));
      await directory.sync();
      await directory.close();
    },
    async sizeOf(key) {
      return (await statOf(pathOf(key)))?.size;
    },
    async read(key, range): Promise<Readable | undefined> {
      const path = pathOf(key);
      if (!(await statOf(path))) return undefined;
      return createReadStream(path, range && { start: range.first, end: range.last });
    },
    async remove(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      // Each upload has a folder of its own, which would stay for ever.
      await rmdir(dirname(path)).catch(() => undefined);
    },
    list: (prefix) => listFolder(folder, pathOf(prefix)),
  };
}

async function* listFolder(root: string, folder: string): AsyncGenerator<StoredEntry> {
  for (const entry of await readFolder(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* listFolder(root, path);
      continue;
    }
    const found = await statOf(path);
    if (found)
      yield {
        key: relative(root, path).split(sep).join('/'),
        sizeBytes: found.size,
        modifiedMs: found.mtimeMs,
      };
  }
}

async function readFolder(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function statOf(path: string) {
  try {
    const found = await stat(path);
    return found.isFile() ? found : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
