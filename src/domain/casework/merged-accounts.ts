/*
 * Records of one company that were joined: each merged one points to another, and what belongs to it keeps
 * its own account. Whoever reads follows the pointers.
 */

/** Which record each merged one points to, by its id. */
export type MergePointers = ReadonlyMap<string, string>;

/**
 * The record that stands for a company: the one at the end of the pointers. Two people who merge without seeing each
 * other may close a circle; then the smallest id in it stands for all, on every device the same, until the
 * server has taken that record's pointer away.
 */
export function findMergeRoot(id: string, pointers: MergePointers): string {
  const path: string[] = [];
  let at = id;
  while (!path.includes(at)) {
    path.push(at);
    const next = pointers.get(at);
    if (next === undefined) return at;
    at = next;
  }
  return smallest(path.slice(path.indexOf(at)));
}

/** The records in the circle that a record's pointers end in; none where they end in a record. */
export function findMergeCycle(id: string, pointers: MergePointers): string[] {
  const path: string[] = [];
  let at = id;
  while (!path.includes(at)) {
    path.push(at);
    const next = pointers.get(at);
    if (next === undefined) return [];
    at = next;
  }
  return path.slice(path.indexOf(at));
}

/** All records of the company that a record is of, the one that stands for it first, the others by their ids. */
export function listMergedWith(id: string, pointers: MergePointers): string[] {
  const root = findMergeRoot(id, pointers);
  const others = [...pointers.keys()].filter(
    (each) => each !== root && findMergeRoot(each, pointers) === root,
  );
  return [root, ...others.sort()];
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
