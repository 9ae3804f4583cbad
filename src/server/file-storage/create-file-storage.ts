import type { Config } from '#server/settings/config.ts';
import { createDirectoryStorage } from './directory-storage.ts';
import type { FileStorage } from './file-storage.ts';
import { createS3Storage } from './s3-storage.ts';

/** The storage that the configuration names. */
export function createFileStorage({ filesDir, filesS3 }: Pick<Config, 'filesDir' | 'filesS3'>): FileStorage {
  return filesS3 ? createS3Storage(filesS3) : createDirectoryStorage(filesDir);
}
