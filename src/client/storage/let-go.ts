import type { DBCoreTransaction, Dexie } from 'dexie';
import { whenPutAside } from '#client/browser/put-aside.ts';

/**
 * Closes a database that is not opened yet, and undoes what is under way in it, when the page is put aside: as
 * browsers do it with a page that goes for good. What was typed stands in the journal.
 *
 * @returns stops listening.
 */
export function letGoWhenPutAside(db: Dexie): () => void {
  const underWay = new Set<DBCoreTransaction>();
  db.use({
    stack: 'dbcore',
    name: 'let-go',
    create: (core) => ({
      ...core,
      transaction(...of) {
        const transaction = core.transaction(...of);
        underWay.add(transaction);
        for (const end of ['complete', 'abort'])
          (transaction as unknown as IDBTransaction).addEventListener(end, () =>
            underWay.delete(transaction),
          );
        return transaction;
      },
    }),
  });
  return whenPutAside(() => {
    db.close();
    for (const transaction of underWay) abort(transaction);
  });
}

function abort(transaction: DBCoreTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is being completed, and holds nothing much longer; the others are to go all the same.
  }
}
