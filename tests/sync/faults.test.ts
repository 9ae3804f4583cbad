import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { SimulatedCentre } from './simulator/simulated-centre.ts';
import { simulate } from './simulation.ts';

/** Seeds with which something was lost, or came out differently on a device, once. */
const ONCE_LOST = [770_243, 1_100_701, 20_262_218, 20_272_116];

describeOnBothDatabases('sync under faults', (getDatabase, dialect) => {
  // A look each time; the thousands are `npm run faults`.
  const runs = dialect === 'sqlite' ? 12 : 4;
  // What was lost hung on no dialect, and PostgreSQL takes its time.
  const once = dialect === 'sqlite' ? ONCE_LOST : [];
  const seeds = [...once, ...Array.from({ length: runs }, (_, index) => 1 + index)];
  let centre: SimulatedCentre;
  beforeAll(async () => {
    centre = await SimulatedCentre.start(getDatabase());
  });
  afterAll(() => centre.close());

  it(`loses, doubles and diverges nothing in ${seeds.length} runs`, async () => {
    for (const seed of seeds) {
      const { lost, duplicated, diverged } = await simulate(centre, seed);
      expect({ seed, lost, duplicated, diverged }).toEqual({ seed, lost: [], duplicated: [], diverged: [] });
    }
  }, 300_000);

  // Hashes and signatures come from the machine's other threads: beside heavy work one may come a turn later. What
  // follows from the seed alone comes the same at one of three tries; what does not, at none.
  it('does the same once more with the same seed', { retry: 2 }, async () => {
    const one = await simulate(centre, 7);
    await simulate(centre, 8);
    expect(one.trace.length).toBeGreaterThan(50);
    expect((await simulate(centre, 7)).trace).toEqual(one.trace);
  });
});
