import { uuidV7 } from '#domain/canonical/uuid.ts';

/** A new id of this device. */
export function newId(): string {
  return uuidV7(Date.now(), (count) => crypto.getRandomValues(new Uint8Array(count)));
}
