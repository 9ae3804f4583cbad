import { describe, expect, it } from 'vitest';
import { MUTATIONS, tryMutations } from './line-mutations.ts';

const SEED = 2_013;
/** A sample; `REPORT_MUTATIONS=1000` in front of the test's command tries as many. */
const COUNT = Number(process.env['REPORT_MUTATIONS'] ?? 60);
/** A whole report is read for each. */
const PATIENCE_MS = 30_000 + COUNT * 500;

describe('an edit of a single line', () => {
  const trials = tryMutations(COUNT, SEED);

  it(
    'never changes a result in silence',
    () => {
      const silent = trials.filter(({ outcome }) => outcome === 'silent');
      expect(silent).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('is refused where it was made, but for one in a hundred', () => {
    expect(trials.filter(({ outcome }) => outcome === 'elsewhere').length).toBeLessThanOrEqual(COUNT / 100);
  });

  it('is tried in every kind, with every outcome that may be', () => {
    expect(new Set(trials.map(({ mutation }) => mutation))).toEqual(new Set(MUTATIONS));
    expect([...new Set(trials.map(({ outcome }) => outcome))]).toEqual(
      expect.arrayContaining(['same', 'refused', 'figures', 'warned', 'visible']),
    );
  });
});
