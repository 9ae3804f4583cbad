/*
 * For tests that have a realm of their own in a shared process. Dexie learns which promises are
 * the native ones from what `crypto.subtle.digest` gives, and those are of the process's realm:
 * it would follow no `await` of the code under test, and commit its transactions too early.
 */
const { subtle } = globalThis.crypto;
// From the prototype: what an earlier file's realm set on the object is gone with that realm.
const { digest } = Object.getPrototypeOf(subtle) as SubtleCrypto;

Object.defineProperty(subtle, 'digest', {
  value: async (...given: Parameters<typeof digest>) => digest.apply(subtle, given),
  configurable: true,
});
