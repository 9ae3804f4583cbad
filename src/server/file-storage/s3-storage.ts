import { createHash } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import type { S3Settings } from '#server/settings/config.ts';
import type { FileStorage, StorableBytes, StoredEntry } from './file-storage.ts';
import { encodePart, encodeQuery, signRequest } from './s3-signature.ts';

const EMPTY_HASH = createHash('sha256').digest('hex');
const SILENCE_MS = 30_000;

interface Asked {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: StorableBytes;
}

/** A storage in a bucket of a service that speaks S3, addressed by path. The service checks what it is sent by its hash. */
export function createS3Storage(settings: S3Settings): FileStorage {
  async function ask({ method, key = '', query = {}, headers = {}, body }: Asked): Promise<IncomingMessage> {
    const base = new URL(settings.endpoint);
    const root = base.pathname.replace(/\/$/, '');
    const parts = [settings.bucket, ...(key === '' ? [] : key.split('/'))];
    const path = `${root}/${parts.map(encodePart).join('/')}`;
    const signed = signRequest(settings, {
      method,
      path,
      query,
      host: base.host,
      bodyHash: body?.sha256 ?? EMPTY_HASH,
      at: new Date(),
    });
    const queryText = encodeQuery(query);
    const send = base.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const sent = send({
        protocol: base.protocol,
        host: base.hostname,
        port: base.port,
        method,
        path: queryText === '' ? path : `${path}?${queryText}`,
        headers: { ...headers, ...signed, ...(body && { 'content-length': String(body.sizeBytes) }) },
        timeout: SILENCE_MS,
      });
      sent.on('timeout', () => sent.destroy(new Error('the file storage is silent')));
      sent.on('error', reject);
      sent.on('response', resolve);
      if (body) pipeline(Readable.from(body.open()), sent).catch(reject);
      else sent.end();
    });
  }

  /** The answer, once it is known to be none of a fault. @throws with what the service says. */
  async function expect(asked: Asked, allowed: readonly number[]): Promise<IncomingMessage> {
    const answer = await ask(asked);
    if (allowed.includes(answer.statusCode ?? 0)) return answer;
    const said = (await text(answer)).slice(0, 500);
    throw new Error(`the file storage answered ${answer.statusCode} to ${asked.method}: ${said}`);
  }

  const drained = async (answer: IncomingMessage): Promise<void> => {
    await text(answer);
  };

  return {
    async put(key, body) {
      await drained(await expect({ method: 'PUT', key, body }, [200]));
    },
    async sizeOf(key) {
      const answer = await expect({ method: 'HEAD', key }, [200, 404]);
      await drained(answer);
      return answer.statusCode === 404 ? undefined : Number(answer.headers['content-length']);
    },
    async read(key, range) {
      const headers = range && { range: `bytes=${range.first}-${range.last}` };
      const answer = await expect({ method: 'GET', key, ...(headers && { headers }) }, [200, 206, 404]);
      if (answer.statusCode !== 404) return answer;
      await drained(answer);
      return undefined;
    },
    async remove(key) {
      await drained(await expect({ method: 'DELETE', key }, [200, 204, 404]));
    },
    async *list(prefix): AsyncGenerator<StoredEntry> {
      let token: string | undefined;
      do {
        const query = {
          'list-type': '2',
          prefix,
          ...(token !== undefined && { 'continuation-token': token }),
        };
        const page = await text(await expect({ method: 'GET', query }, [200]));
        for (const [, entry = ''] of page.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g))
          yield {
            key: valueOf(entry, 'Key') ?? '',
            sizeBytes: Number(valueOf(entry, 'Size')),
            modifiedMs: Date.parse(valueOf(entry, 'LastModified') ?? ''),
          };
        token = valueOf(page, 'NextContinuationToken');
      } while (token !== undefined);
    },
  };
}

function valueOf(xml: string, name: string): string | undefined {
  const [, value] = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml) ?? [];
  return value
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
