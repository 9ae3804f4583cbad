import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './json.ts';

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hex digits. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * SHA-256 over the canonical JSON (RFC 8785) of a value, as 64 lower-case hex
 * digits. Equal values hash equally on every device and server.
 *
 * @throws NotCanonicalError when the value has no canonical form.
 */
export function hashJson(value: unknown): string {
  return hashText(canonicalJson(value));
}
