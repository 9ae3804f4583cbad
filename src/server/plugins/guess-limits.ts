import type { FastifyInstance } from 'fastify';
import { countAttempt, findWaitEnd, setWait } from '#server/database/queries/rate-limits.ts';
import { networkOf } from './network-of.ts';

/*
 * Guessing codes is hopeless by their number: 7,500 codes among 2^45, and tokens of links have
 * far more than that, so they are not counted at all. The limits make sure that nobody even
 * tries codes at speed, and are made so that honest people do not feel them:
 * - only wrong codes that are well formed count; mistyping is told by the check symbol,
 *   without a look into the database, and right codes never count, so a company network or
 *   a mobile carrier with thousands of respondents behind one address is not held up;
 * - an address has a number of wrong codes free; each further one makes it wait 1, 2, 4 … up
 *   to 60 seconds. Right codes are served meanwhile: else one person could shut out all who
 *   share the address. A guesser who does not wait finds one code in some 4,000 million
 *   guesses; looking a code up is one indexed query;
 * - opening and sending are counted apart and sending has far more free, since devices repeat
 *   it by themselves.
 */

const WINDOW_MS = 15 * 60 * 1000;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 60 * 1000;

/** A limit of wrong codes per address, counted by all servers on one database together. */
export interface GuessLimit {
  /** Counts a wrong code; gives the seconds that its address still has to wait, 0 when it need not. */
  countWrong: (address: string) => Promise<number>;
}

/** A limit under a name; `free` wrong codes in a quarter of an hour cost nothing. */
export function createGuessLimit(
  { database: { db }, clock }: FastifyInstance,
  name: string,
  free: number,
): GuessLimit {
  const waitKey = (address: string): string => `${name}-wait:${networkOf(address)}`;
  return {
    async countWrong(address) {
      const waitSeconds = Math.ceil(((await findWaitEnd(db, waitKey(address))) - clock()) / 1000);
      if (waitSeconds > 0) return waitSeconds;
      const { count } = await countAttempt(db, `${name}-wrong:${networkOf(address)}`, WINDOW_MS, clock());
      if (count <= free) return 0;
      const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(count - free - 1, 10));
      await setWait(db, waitKey(address), clock() + waitMs);
      return 0;
    },
  };
}
