import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** What opens the letters that devices seal to the centre. */
export interface ParcelKey {
  privateKey: KeyObject;
  /** An uncompressed point of P-256 in base64url, as devices are told it. */
  publicKey: string;
}

/** A new key as it is kept: PKCS #8 in base64url. */
export function newParcelKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url');
}

/** A key as it is kept; `undefined` for what is none. */
export function parseParcelKey(text: string): ParcelKey | undefined {
  try {
    const privateKey = createPrivateKey({
      key: Buffer.from(text, 'base64url'),
      type: 'pkcs8',
      format: 'der',
    });
    if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined;
    return { privateKey, publicKey: pointOf(createPublicKey(privateKey)).toString('base64url') };
  } catch {
    return undefined;
  }
}

/** A public key of P-256 as an uncompressed point. */
export function pointOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

/** The public key that an uncompressed point is. @throws for what is none. */
export function keyOfPoint(point: Buffer): KeyObject {
  if (point.length !== 65 || point[0] !== 4) throw new RangeError('not an uncompressed point of P-256');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
}
