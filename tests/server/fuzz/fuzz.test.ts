import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { fuzz } from './fuzz.ts';

/** Many more: `npm run fuzz`. */
const REQUESTS = 700;
const SEED = 20_261_129;

describeOnBothDatabases('requests with one place spoilt, and any at all', (getDatabase) => {
  it('are answered by every route, never with a 5xx', async () => {
    const outcome = await fuzz(getDatabase(), { requests: REQUESTS, seed: SEED });
    expect(outcome).toEqual({ requests: REQUESTS, serverErrors: 0, unregistered: 0, failures: [] });
  }, 120_000);
});
