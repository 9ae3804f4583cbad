import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';

/** A way to the server that is slow in both directions and loses requests, once it is made poor. */
export interface PoorLink {
  /** The address of the proxy that is this link. */
  url: string;
  /** From now on. */
  becomePoor: () => void;
  /** How many requests went through, and how many were lost on their way or whose answers were. */
  carried: number;
  lost: number;
  stop: () => Promise<void>;
}

/** Opens a link of so many bytes a second, on which each request or its answer is lost so often. */
export async function openPoorLink(bytesPerSecond: number, losses: number): Promise<PoorLink> {
  const random = new SeededRandom(1);
  let isPoor = false;
  // What is sent side by side shares the link.
  let free = Promise.resolve();
  const travel = (bytes: number): Promise<void> => {
    if (!isPoor) return Promise.resolve();
    free = free.then(() => new Promise((resolve) => setTimeout(resolve, (bytes / bytesPerSecond) * 1000)));
    return free;
  };
  const server = createServer((asked, answer) => {
    carry(asked, answer).catch(() => answer.destroy());
  });

  async function carry(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const isLost = isPoor && random.chance(losses);
    const isAnswerLost = isLost && random.chance(0.5);
    if (isLost) link.lost += 1;
    else link.carried += 1;
    const body: Buffer[] = [];
    for await (const part of asked as AsyncIterable<Buffer>) {
      await travel(part.length);
      body.push(part);
    }
    if (isLost && !isAnswerLost) throw new Error('lost on its way');
    const target = new URL(asked.url!);
    const passedOn = request(target, { method: asked.method, headers: asked.headers });
    passedOn.end(Buffer.concat(body));
    const [from] = (await once(passedOn, 'response')) as [IncomingMessage];
    if (!isAnswerLost) answer.writeHead(from.statusCode!, from.headers);
    for await (const part of from as AsyncIterable<Buffer>) {
      await travel(part.length);
      if (!isAnswerLost) answer.write(part);
    }
    if (isAnswerLost) throw new Error('its answer is lost');
    answer.end();
  }

  await once(server.listen(0, '127.0.0.1'), 'listening');
  const link: PoorLink = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    becomePoor: () => void (isPoor = true),
    carried: 0,
    lost: 0,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return link;
}
