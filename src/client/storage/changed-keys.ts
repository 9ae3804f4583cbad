import Dexie, { type ObservabilitySet } from 'dexie';

/** Which records of a table a change of the database touched; `all` where the database does not tell them apart. */
export type ChangedKeys = 'all' | ReadonlySet<string>;

/** A part of Dexie's report of changed keys: a tree of ranges, a single key being a range of its own. */
type KeyTree = ObservabilitySet[string];

/**
 * Tells the listener after each committed change of a table, in this tab or another,
 * which keys it touched. Gives the way to stop. (Dexie reports writes of fifty and more
 * records at once as a change of the whole table.)
 */
export function onTableChanged(
  databaseName: string,
  tableName: string,
  listener: (keys: ChangedKeys) => void,
): () => void {
  const part = `idb://${databaseName}/${tableName}/`;
  const hear = (parts: ObservabilitySet): void => {
    const tree = parts[part] ?? parts['all'];
    if (tree) listener(keysOf(tree));
  };
  Dexie.on.storagemutated.subscribe(hear);
  return () => Dexie.on.storagemutated.unsubscribe(hear);
}

function keysOf(tree: KeyTree): ChangedKeys {
  const keys = new Set<string>();
  const open: (KeyTree | null | undefined)[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (!node || !('from' in node)) continue;
    if (node.from !== node.to || typeof node.from !== 'string') return 'all';
    keys.add(node.from);
    open.push(node.l, node.r);
  }
  return keys;
}
