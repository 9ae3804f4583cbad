import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { simulate } from './simulation.ts';

describeOnBothDatabases('sync under faults', (getDatabase, dialect) => {
  const runs = dialect === 'sqlite' ? 150 : 30;

  it(`loses, doubles and diverges nothing in ${runs} runs`, async () => {
    for (let seed = 1; seed <= runs; seed += 1) {
      const { lost, duplicated, diverged } = await simulate(getDatabase(), seed);
      expect({ seed, lost, duplicated, diverged }).toEqual({ seed, lost: [], duplicated: [], diverged: [] });
    }
  }, 300_000);
});
