import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { becomeAdministrator, Reader, Writer } from './people.ts';
import { ServerProcess } from './server-process.ts';

/** What came of a server that was killed again and again. `lost` must be 0. */
export interface KillsOutcome {
  kills: number;
  /** Acknowledged changes. */
  changes: number;
  /** Acknowledged, and not there or not as they were sent. */
  lost: number;
}

const WRITERS = [1, 1, 2, 5, 20, 100];
const LONGEST_LIFE_MS = 400;
/** A read from the beginning takes longer with each kill: what comes after one would grow with the square of them. */
const KILLS_PER_FULL_READ = 20;

/**
 * Kills the server in the middle of concurrent pushes, starts it again, and looks after each whether
 * everything is there that was acknowledged. A reader goes on from where it was, as devices do; one that has nothing
 * yet looks now and then, and at the end, for what has vanished since it was read.
 */
export async function killServer(
  env: Record<string, string>,
  kills: number,
  seed: number,
  onKill: (done: number) => void = () => undefined,
): Promise<KillsOutcome> {
  const random = new SeededRandom(seed);
  const server = await ServerProcess.start(env);
  try {
    const person = await becomeAdministrator(server.url, server.adminLink!);
    const writers = WRITERS.map((count) => new Writer(person, server.url, count));
    const work = Promise.all(writers.map((writer) => writer.work()));
    const lost = new Set<string>();
    let reader = new Reader(person, server.url);
    for (let kill = 1; kill <= kills; kill += 1) {
      const life = new Promise((resolve) => setTimeout(resolve, 20 + random.below(LONGEST_LIFE_MS)));
      // A writer that is refused ends the run.
      await Promise.race([life, work]);
      await server.kill();
      const acknowledged = writers.map((writer) => new Map(writer.acknowledged));
      await server.restart();
      if (kill % KILLS_PER_FULL_READ === 0 || kill === kills) reader = new Reader(person, server.url);
      await reader.pull();
      for (const some of acknowledged)
        for (const [id, { change, revision }] of some) {
          const held = reader.held.get(id);
          const isThere = held?.fields['note'] === change.fields['note'] && held?.revision === revision;
          if (!isThere) lost.add(id);
        }
      onKill(kill);
    }
    for (const writer of writers) writer.stop();
    await work;
    const changes = writers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
    return { kills, changes, lost: lost.size };
  } finally {
    await server.kill();
  }
}
