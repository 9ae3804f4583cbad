import { SEALING_INFO, type ParcelContent, type SealedLetter } from '#protocol/parcels.ts';

/**
 * Seals what a parcel holds to the centre's public key: whoever holds the letter can send it, and
 * the office alone can read it. How it is made stands in `#protocol/parcels.ts`.
 *
 * @param publicKey an uncompressed point of P-256 in base64url.
 * @throws where the key is none, or the page is not a secure one and has no cryptography.
 */
export async function sealLetter(publicKey: string, content: ParcelContent): Promise<SealedLetter> {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const centrePoint = fromBase64url(publicKey);
  const centreKey = await subtle.importKey('raw', centrePoint, curve, false, []);
  const own = await subtle.generateKey(curve, false, ['deriveBits']);
  const ownPoint = new Uint8Array(await subtle.exportKey('raw', own.publicKey));
  const shared = await subtle.deriveBits({ name: 'ECDH', public: centreKey }, own.privateKey, 256);

  const salt = new Uint8Array([...ownPoint, ...centrePoint]);
  const info = new TextEncoder().encode(SEALING_INFO);
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const secret = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(content));
  const data = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv }, secret, text));
  return {
    format: 'banso-sealed',
    version: 1,
    ephemeral: toBase64url(ownPoint),
    iv: toBase64url(iv),
    data: toBase64url(data),
  };
}

/** Bytes as text. In steps: a call with a million arguments overflows the stack. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000)
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}
