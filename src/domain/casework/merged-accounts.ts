import type { SyncRecord } from '#domain/sync/record.ts';

/*
 * Records of one company that were joined: each merged one points to another, and what belongs to it keeps
 * its own account. Whoever reads follows the pointers.
 */

/** So many records are one company's at most: far more than anybody finds of one, and few enough to be gone through. */
export const MAX_JOINED = 100;

/** Which record each merged one points to, by its id. */
export type MergePointers = ReadonlyMap<string, string>;

/** The record that a company's record points to; one that is deleted points to none until it is brought back. */
export function findMergePointer(
  record: Pick<SyncRecord, 'collection' | 'fields' | 'deletedAt'> | undefined,
): string | undefined {
  if (record?.collection !== 'accounts' || record.deletedAt !== null) return undefined;
  const { mergedInto } = record.fields;
  return typeof mergedInto === 'string' ? mergedInto : undefined;
}

/**
 * The record that stands for a company: the one at the end of the pointers. Two people who merge without seeing each
 * other may close a circle; then the smallest id in it stands for all, on every device the same, until the
 * server has taken that record's pointer away.
 */
export function findMergeRoot(id: string, pointers: MergePointers): string {
  const { path, next } = follow(id, pointers);
  return next === undefined ? path.at(-1)! : smallest(path.slice(path.indexOf(next)));
}

/** The records in the circle that a record's pointers end in; none where they end in a record. */
export function findMergeCycle(id: string, pointers: MergePointers): string[] {
  const { path, next } = follow(id, pointers);
  return next === undefined ? [] : path.slice(path.indexOf(next));
}

/** All records of the company that a record is of, the one that stands for it first, the others by their ids. */
export function listMergedWith(id: string, pointers: MergePointers): string[] {
  const root = findMergeRoot(id, pointers);
  const pointing = new Map<string, string[]>();
  for (const [from, into] of pointers) {
    const others = pointing.get(into);
    if (others) others.push(from);
    else pointing.set(into, [from]);
  }
  const found = new Set([root]);
  // What is added while it runs is gone through as well.
  for (const each of found) for (const from of pointing.get(each) ?? []) found.add(from);
  found.delete(root);
  return [root, ...[...found].sort()];
}

/** The records on a record's way along the pointers, each once; `next` is the one to which they come back. */
function follow(id: string, pointers: MergePointers): { path: string[]; next: string | undefined } {
  const path = new Set<string>();
  let next: string | undefined = id;
  for (; next !== undefined && !path.has(next); next = pointers.get(next)) path.add(next);
  return { path: [...path], next };
}

/** Companies by the records that they consist of: each record in one of them, those by themselves alone. */
export function partitionAccounts(ids: Iterable<string>, pointers: MergePointers): Map<string, string[]> {
  const companies = new Map<string, string[]>();
  for (const id of [...ids].sort()) {
    const root = findMergeRoot(id, pointers);
    const listed = companies.get(root);
    if (listed) listed.push(id);
    else companies.set(root, [id]);
  }
  return companies;
}

function smallest(ids: readonly string[]): string {
  return ids.reduce((least, id) => (id < least ? id : least));
}
