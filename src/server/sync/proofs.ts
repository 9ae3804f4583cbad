import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Seen } from '#protocol/sync.ts';
import type { LoggedChange } from '#server/database/queries/changes.ts';

/** A place in a centre's history. */
export interface Point {
  revision: number;
  /** The newest change up to there; null where there is none. */
  change: LoggedChange | null;
  /** How many submissions of companies the centre had taken in by then. */
  submissions: number;
}

/** What a proof says that this server has made. */
export interface Proven {
  submissions: number;
  /** Whether it was made of the history in which this is the newest change up to the revision. */
  isOf: (change: LoggedChange | null) => boolean;
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
  /*
   * Its newest change tells which history it was: where an older state was put back and has gone on, all that is newer
   * was taken in at another time. Id and content do not tell: what is sent again may come to stand where it
   * stood, with others beneath it. A keyed hash, since devices see it: which change it was is not for everyone to know.
   */
  const markOf = (change: LoggedChange | null): string =>
    change === null
      ? digest(MARK_BYTES, 'nothing')
      : digest(MARK_BYTES, 'logged', change.changeId, change.changeHash, change.revision, change.serverTime);
  // What devices hold of servers of before was made of the change that has the revision, if one has, and of
  // that by its content or by its id alone.
  const formerMarksOf = (change: LoggedChange | null, revision: number): string[] => {
    const at = change?.revision === revision ? change : undefined;
    return [
      digest(MARK_BYTES, 'content', at?.changeId ?? '', at?.changeHash ?? ''),
      digest(MARK_BYTES, 'mark', at?.changeId ?? ''),
    ];
  };
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
      const [submissions, mark = ''] = said.split('.');
      return {
        submissions: Number(submissions),
        isOf: (change) => mark === markOf(change) || formerMarksOf(change, revision).includes(mark),
      };
    },
  };
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
