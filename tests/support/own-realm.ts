/*
 * For tests that have a realm of their own in a shared process. Dexie learns which promises are
 * the native ones from what `crypto.subtle.digest` gives, and those are of the process's realm:
 * it would follow no `await` of the code under test, and commit its transactions too early.
 */
const { subtle } = globalThis.crypto;
// From the prototype: what an earlier file's realm set on the object is gone with that realm.
const { digest } = Object.getPrototypeOf(subtle) as SubtleCrypto;

Object.defineProperty(subtle, 'digest', {
  // A buffer of this realm is none to the process's; a view of it is one to both.
  value: async (algorithm: AlgorithmIdentifier, data: BufferSource) =>
    digest.call(subtle, algorithm, data instanceof ArrayBuffer ? new Uint8Array(data) : data),
  configurable: true,
});
