import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { signRequest, type S3Credentials } from '#server/file-storage/s3-signature.ts';

/**
 * What a service that speaks S3 does with the few requests that we make, in memory: no real one, but it refuses what is not
 * signed, or whose body is not the one that was signed, and lists in pages.
 */
export async function startS3Server(
  credentials: S3Credentials,
): Promise<{ endpoint: string; objects: Map<string, Buffer>; stop: () => Promise<void> }> {
  const objects = new Map<string, Buffer>();
  const server: Server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '', 'http://localhost');
      const body = await buffer(request);
      const stamp = String(request.headers['x-amz-date']);
      const at = new Date(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
      const bodyHash = createHash('sha256').update(body).digest('hex');
      const { authorization } = signRequest(credentials, {
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        host: request.headers.host ?? '',
        bodyHash,
        at,
      });
      const answer = (status: number, content: Buffer | string = '', headers = {}): void => {
        response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : content);
      };
      if (
        request.headers.authorization !== authorization ||
        request.headers['x-amz-content-sha256'] !== bodyHash
      )
        return answer(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>');
      const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
      const key = rest.join('/');
      if (bucket !== 'photos') return answer(404, '<Error><Code>NoSuchBucket</Code></Error>');
      if (key === '') {
        const after = url.searchParams.get('continuation-token') ?? '';
        const keys = [...objects.keys()]
          .filter((each) => each.startsWith(url.searchParams.get('prefix') ?? '') && each > after)
          .sort();
        const entries = keys
          .slice(0, 2)
          .map(
            (each) =>
              `<Contents><Key>${each}</Key><LastModified>2026-11-20T01:00:00.000Z</LastModified><Size>${objects.get(each)!.length}</Size></Contents>`,
          );
        const next = keys.length > 2 ? `<NextContinuationToken>${keys[1]}</NextContinuationToken>` : '';
        return answer(200, `<ListBucketResult>${entries.join('')}${next}</ListBucketResult>`);
      }
      if (request.method === 'PUT') objects.set(key, body);
      if (request.method === 'DELETE') return answer(objects.delete(key) ? 204 : 204);
      const found = objects.get(key);
      if (!found) return answer(404, '<Error><Code>NoSuchKey</Code></Error>');
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const part = first === undefined ? found : found.subarray(Number(first), Number(last) + 1);
      return answer(first === undefined ? 200 : 206, request.method === 'PUT' ? '' : part, {
        ...(request.method === 'HEAD' && { 'content-length': found.length }),
      });
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
