import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { Codebook } from './codebook.ts';
import type { ColumnData } from './columns.ts';

/**
 * SHA-256 over the codebook (RFC 8785) and the bytes of every column in codebook order, as
 * lower-case hex: two tables with the same hash were counted from the same data. Typed arrays
 * are little-endian on every platform that runs the app.
 */
export function computeDataHash(
  codebook: Codebook,
  rowCount: number,
  columns: ReadonlyMap<string, ColumnData>,
): string {
  const hash = sha256.create();
  hash.update(utf8ToBytes(canonicalJson({ codebook, rowCount })));
  for (const { values, missing } of columns.values()) {
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    hash.update(missing);
  }
  return bytesToHex(hash.digest());
}
