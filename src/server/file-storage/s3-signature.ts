import { createHash, createHmac } from 'node:crypto';

/** Who asks a service that speaks S3, and where. */
export interface S3Credentials {
  keyId: string;
  secret: string;
  region: string;
}

/** A request as it is signed. */
export interface SignedRequest {
  method: string;
  /** The path as it is sent, percent-encoded. */
  path: string;
  query: Readonly<Record<string, string>>;
  host: string;
  /** Of the body, in lower-case hex. */
  bodyHash: string;
  at: Date;
}

/**
 * The headers that sign a request: AWS Signature Version 4, the single-chunk form of S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
export function signRequest(
  { keyId, secret, region }: S3Credentials,
  { method, path, query, host, bodyHash, at }: SignedRequest,
): Record<string, string> {
  const stamp = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = stamp.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const headers: Record<string, string> = { host, 'x-amz-content-sha256': bodyHash, 'x-amz-date': stamp };
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    path,
    encodeQuery(query),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    bodyHash,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, sha256Hex(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secretSoFar, text) => createHmac('sha256', secretSoFar).update(text).digest(),
    `AWS4${secret}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

/** A query as it is signed and sent: by name, encoded as RFC 3986 has it. */
export function encodeQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`)
    .sort()
    .join('&');
}

/** A part of a path or query, encoded as RFC 3986 has it. */
export function encodePart(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
