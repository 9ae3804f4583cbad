import type { Readable } from 'node:stream';

/** Some bytes to be stored, with what the storage may check them by. */
export interface StorableBytes {
  /** May be asked for once more where sending them fails. */
  open: () => AsyncIterable<Uint8Array>;
  sizeBytes: number;
  sha256: string;
}

/** Something that the storage holds. */
export interface StoredEntry {
  key: string;
  sizeBytes: number;
  modifiedMs: number;
}

/** Where bytes of photos and files lie: a folder, or a service that speaks S3. Keys are paths of plain letters. */
export interface FileStorage {
  /** Stores bytes under a key, in place of what was there: whole and durably, or not at all. */
  put(key: string, bytes: StorableBytes): Promise<void>;
  /** How many bytes lie under a key; undefined where nothing does. */
  sizeOf(key: string): Promise<number | undefined>;
  /** The bytes under a key, or some of them; undefined where there are none. */
  read(key: string, range?: { first: number; last: number }): Promise<Readable | undefined>;
  /** Takes a key away; one that is not there is fine. */
  remove(key: string): Promise<void>;
  /** What lies under keys that begin so. */
  list(prefix: string): AsyncIterable<StoredEntry>;
}

/** Where a content lies: by what it is, so that equal contents of a centre are stored once. */
export function contentKey(centreId: string, sha256: string): string {
  return `${contentPrefix(centreId)}${sha256.slice(0, 2)}/${sha256}`;
}

export function contentPrefix(centreId: string): string {
  return `content/${centreId}/`;
}

/** Where the pieces of a file on its way lie. */
export function stagingPrefix(centreId: string, uploadId = ''): string {
  return `staging/${centreId}/${uploadId && `${uploadId}/`}`;
}
