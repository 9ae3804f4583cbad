import { becomeAdministrator, Reader, Writer } from './people.ts';
import { ServerProcess } from './server-process.ts';

/** What came of many people at two servers. `missed` and `lost` must be 0. */
export interface CrowdOutcome {
  changes: number;
  pages: number;
  /** Records that a reader's cursor had passed before they became visible. */
  missed: number;
  /** Acknowledged, and not there. */
  lost: number;
}

const WRITERS = [1, 3, 40, 200];
const READERS = 4;

/**
 * Two servers on one PostgreSQL, writers and pulling readers at both, over real sockets: whatever is
 * acknowledged is there at the end, and every reader has got everything by its cursor alone.
 */
export async function runCrowd(env: Record<string, string>, seconds: number): Promise<CrowdOutcome> {
  const servers = [await ServerProcess.start(env)];
  try {
    servers.push(await ServerProcess.start(env));
    const person = await becomeAdministrator(servers[0]!.url, servers[1]!.adminLink!);
    const writers = WRITERS.flatMap((count) => servers.map(({ url }) => new Writer(person, url, count)));
    const readers = Array.from(
      { length: READERS },
      (_, index) => new Reader(person, servers[index % servers.length]!.url),
    );
    const work = Promise.all([...writers, ...readers].map((each) => each.work()));
    await Promise.race([work, new Promise((resolve) => setTimeout(resolve, seconds * 1000))]);
    for (const each of [...writers, ...readers]) each.stop();
    await work;
    for (const reader of readers) await reader.pull();

    const everything = new Reader(person, servers[0]!.url);
    await everything.pull();
    const isHeld = (held: Reader['held'], id: string, revision: number): boolean =>
      (held.get(id)?.revision ?? 0) >= revision;
    const acknowledged = writers.flatMap((writer) => [...writer.acknowledged]);
    return {
      changes: acknowledged.length,
      pages: readers.reduce((sum, reader) => sum + reader.pages, 0),
      missed: readers.reduce(
        (sum, { held }) =>
          sum +
          [...everything.held.values()].filter(({ id, revision }) => !isHeld(held, id, revision)).length,
        0,
      ),
      lost: acknowledged.filter(([id, { revision }]) => !isHeld(everything.held, id, revision)).length,
    };
  } finally {
    for (const server of servers) await server.kill('SIGTERM');
  }
}
