import type { Dexie } from 'dexie';

/**
 * A round may stand still for so many beats: longer than the longest request and the wait for
 * another tab together, after each of which something is read or written. Counted in beats, not
 * by a clock, which also runs while a phone sleeps.
 */
const MOST_BEATS_WITHOUT_STEP = 36;

/** Tells whether a round of sync still gets on: each transaction with the device's database is a step. */
export interface StepCounter {
  /** Counts the steps of a round on this database, not opened yet. */
  follow(db: Dexie): void;
  /** Asked at each beat: whether there was a step within the last ones. */
  isMoving(): boolean;
}

export function createStepCounter(): StepCounter {
  let beatsWithoutStep = 0;
  const step = (): void => void (beatsWithoutStep = 0);
  return {
    follow(db) {
      step();
      db.use({
        stack: 'dbcore',
        name: 'steps',
        create: (core) => ({
          ...core,
          transaction(...of) {
            step();
            return core.transaction(...of);
          },
        }),
      });
    },
    isMoving() {
      beatsWithoutStep += 1;
      return beatsWithoutStep <= MOST_BEATS_WITHOUT_STEP;
    },
  };
}
