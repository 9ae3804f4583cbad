import type { FastifyInstance, FastifyReply } from 'fastify';
import { hashText } from '#domain/canonical/hash.ts';
import { countAttempt, takeAttemptBack } from '#server/database/queries/rate-limits.ts';
import { Problem } from '#server/http/problem.ts';
import { networkOf } from './network-of.ts';

/*
 * Wrong passwords are counted by person and network: whoever guesses shuts out only their own
 * network, not the person, who signs in from anywhere else. Guesses from many networks are
 * counted by person as well; past that number a network has a single wrong password. Right ones
 * never count. Whether there is such a person makes no difference, so that nobody learns it.
 */

const WINDOW_MS = 15 * 60 * 1000;
const MAX_PER_NETWORK = 10;
const MAX_PER_PERSON = 100;

/** Counts an attempt to sign in before the password is looked at; gives what takes it back when that was right. */
export type LimitSignIn = (
  email: string,
  address: string,
  reply: FastifyReply,
) => Promise<() => Promise<void>>;

/** @returns what throws a Problem `too-many-requests` when there were too many wrong passwords; `Retry-After` says for how long. */
export function createSignInLimit({ database: { db }, clock }: FastifyInstance): LimitSignIn {
  return async (email, address, reply) => {
    const personKey = `sign-in-person:${hashText(email)}`;
    const networkKey = `${personKey}:${networkOf(address)}`;
    const refuse = (remainingMs: number): never => {
      void reply.header('retry-after', Math.ceil(remainingMs / 1000));
      throw new Problem('too-many-requests');
    };
    // Counted first, so that attempts at the same time are no way around; what is refused does not count for the person.
    const ofNetwork = await countAttempt(db, networkKey, WINDOW_MS, clock());
    if (ofNetwork.count > MAX_PER_NETWORK) refuse(ofNetwork.remainingMs);
    const ofPerson = await countAttempt(db, personKey, WINDOW_MS, clock());
    if (ofPerson.count > MAX_PER_PERSON && ofNetwork.count > 1) refuse(ofPerson.remainingMs);
    return async () => {
      await takeAttemptBack(db, networkKey);
      await takeAttemptBack(db, personKey);
    };
  };
}
