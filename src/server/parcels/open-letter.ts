import { createDecipheriv, diffieHellman, hkdfSync } from 'node:crypto';
import * as v from 'valibot';
import {
  parcelContentSchema,
  SEALING_INFO,
  type ParcelContent,
  type SealedLetter,
} from '#protocol/parcels.ts';
import { keyOfPoint, type ParcelKey } from '#server/settings/parcel-key.ts';

const TAG_BYTES = 16;

/** What is in a letter; `undefined` when it was not sealed to this key, was altered, or holds something else. */
export function openLetter(key: ParcelKey, letter: SealedLetter): ParcelContent | undefined {
  try {
    const parsed = v.safeParse(parcelContentSchema, JSON.parse(decrypt(key, letter)));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

function decrypt({ privateKey, publicKey }: ParcelKey, letter: SealedLetter): string {
  const ephemeral = Buffer.from(letter.ephemeral, 'base64url');
  const shared = diffieHellman({ privateKey, publicKey: keyOfPoint(ephemeral) });
  const salt = Buffer.concat([ephemeral, Buffer.from(publicKey, 'base64url')]);
  const secret = Buffer.from(hkdfSync('sha256', shared, salt, SEALING_INFO, 32));
  const data = Buffer.from(letter.data, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(letter.iv, 'base64url'));
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}
