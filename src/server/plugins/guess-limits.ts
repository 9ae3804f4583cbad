import type { FastifyInstance } from 'fastify';
import { isIPv4 } from 'node:net';
import { countAttempt, findWaitEnd, setWait } from '../database/rate-limits.ts';

/*
 * Guessing codes is hopeless by their number: 7,500 codes among 2^45. The limits make
 * sure that nobody even tries at speed, and are made so that honest people do not feel them:
 * - only wrong codes that are well formed count; mistyping is told by the check symbol,
 *   without a look into the database, and right codes never count, so a company network or
 *   a mobile carrier with thousands of respondents behind one address is not held up;
 * - an address has a number of wrong codes free; each further one makes it wait 1, 2, 4 … up
 *   to 60 seconds. While it waits, right codes wait too: were they let through, answers
 *   would still tell a guesser at full speed which codes exist;
 * - opening and sending are counted apart and sending has far more free, so that whoever
 *   has the page open is not held up by somebody who tries out addresses in the same network.
 *   What cannot be sent stays on the device, which tries again by itself.
 */

const WINDOW_MS = 15 * 60 * 1000;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 60 * 1000;

/** A limit of wrong codes per address, counted by all servers on one database together. */
export interface GuessLimit {
  /** Seconds that an address has to wait before its next code is looked at; 0 when it need not. */
  findWaitSeconds: (address: string) => Promise<number>;
  countWrong: (address: string) => Promise<void>;
}

/** A limit under a name; `free` wrong codes in a quarter of an hour cost nothing. */
export function createGuessLimit({ database: { db }, clock }: FastifyInstance, name: string, free: number): GuessLimit {
  const waitKey = (address: string): string => `${name}-wait:${networkOf(address)}`;
  return {
    async findWaitSeconds(address) {
      const endMs = await findWaitEnd(db, waitKey(address));
      return Math.max(0, Math.ceil((endMs - clock()) / 1000));
    },
    async countWrong(address) {
      const { count } = await countAttempt(db, `${name}-wrong:${networkOf(address)}`, WINDOW_MS, clock());
      if (count <= free) return;
      const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(count - free - 1, 10));
      await setWait(db, waitKey(address), clock() + waitMs);
    },
  };
}

/** Whom an address belongs to: in IPv6 one connection has a whole /64 to choose from. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || isIPv4(address)) return mapped ?? address;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...(tail ? tail.split(':') : [])];
  return `${all.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
