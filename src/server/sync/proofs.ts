import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Seen } from '#protocol/sync.ts';

/** A place in a centre's history. */
export interface Point {
  revision: number;
  /** The change that was given the revision; null where none was. */
  change: MarkedChange | null;
  /** How many submissions of companies the centre had taken in by then. */
  submissions: number;
}

/** By what a change is known: on copies of a device one id may have other content. */
export interface MarkedChange {
  changeId: string;
  changeHash: string;
}

/** What a proof says that this server has made. */
export interface Proven {
  submissions: number;
  /** Whether it was made of the history in which this change has the revision. */
  isOf: (change: MarkedChange | null) => boolean;
}

/** The server's word for how far a centre's history had come, which only it can give. */
export interface Proofs {
  prove: (centreId: string, epoch: string, point: Point) => Seen;
  /** What a device shows; undefined when this server never said so of this centre in this epoch. */
  read: (centreId: string, epoch: string, seen: Seen) => Proven | undefined;
}

const MARK_BYTES = 8;
const MAC_BYTES = 16;

/**
 * Makes and reads proofs. They are made with a key that is derived from the secret, which stands outside the
 * database: a database that has been put back does not bring an older key along, and whoever can
 * only sign in cannot make one. Servers that share the secret read each other's.
 */
export function createProofs(secret: string): Proofs {
  const key = createHmac('sha256', secret).update('banso: how far the history has come').digest();
  const digest = (bytes: number, ...parts: (string | number)[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest().subarray(0, bytes).toString('base64url');
  // A keyed hash, since devices see it: which change it was is not for everyone to know.
  const markOf = (change: MarkedChange | null): string =>
    digest(MARK_BYTES, 'content', change?.changeId ?? '', change?.changeHash ?? '');
  // What devices hold of a server of before was made of the id alone.
  const formerMarkOf = (change: MarkedChange | null): string =>
    digest(MARK_BYTES, 'mark', change?.changeId ?? '');
  const sign = (centreId: string, epoch: string, revision: number, said: string): string =>
    digest(MAC_BYTES, 'proof', centreId, epoch, revision, said);

  return {
    prove(centreId, epoch, { revision, change, submissions }) {
      const said = `${submissions}.${markOf(change)}`;
      return { revision, proof: `${said}.${sign(centreId, epoch, revision, said)}` };
    },
    read(centreId, epoch, { revision, proof }) {
      const end = proof.lastIndexOf('.');
      const said = proof.slice(0, Math.max(end, 0));
      if (!isEqual(proof.slice(end + 1), sign(centreId, epoch, revision, said))) return undefined;
      const [submissions, mark] = said.split('.');
      return {
        submissions: Number(submissions),
        isOf: (change) => mark === markOf(change) || mark === formerMarkOf(change),
      };
    },
  };
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
