import type { Transaction } from 'kysely';
import type { Database, Queries } from '#server/database/schema.ts';

/** Rows per statement, see `appendChanges`. */
const ROWS_PER_INSERT = 200;

/** Writes the keys that leads go by, in place of those they had. */
export async function saveOpenLeadKeys(
  tx: Transaction<Database>,
  centreId: string,
  keysByLead: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const leads = [...keysByLead];
  for (let start = 0; start < leads.length; start += ROWS_PER_INSERT) {
    const some = leads.slice(start, start + ROWS_PER_INSERT);
    await tx
      .deleteFrom('open_lead_keys')
      .where('centre_id', '=', centreId)
      .where(
        'lead_id',
        'in',
        some.map(([id]) => id),
      )
      .execute();
    const rows = some.flatMap(([leadId, keys]) =>
      keys.map((key) => ({ centre_id: centreId, lead_id: leadId, key })),
    );
    if (rows.length > 0) await tx.insertInto('open_lead_keys').values(rows).execute();
  }
}

/** Open leads by the keys they go by, as far as these are among the given ones; in no order. */
export async function listOpenLeads(
  db: Queries,
  centreId: string,
  keys: readonly string[],
): Promise<{ leadId: string; key: string }[]> {
  if (keys.length === 0) return [];
  // Asked for in order with a limit, a database comes to walk the primary key over every key of the centre.
  const rows = await db
    .selectFrom('open_lead_keys')
    .select(['lead_id', 'key'])
    .where('centre_id', '=', centreId)
    .where('key', 'in', keys)
    .execute();
  return rows.map(({ lead_id: leadId, key }) => ({ leadId, key }));
}

/** The oldest open lead that goes by one of the keys. */
export async function findOpenLead(
  db: Queries,
  centreId: string,
  keys: readonly string[],
): Promise<string | undefined> {
  const found = await listOpenLeads(db, centreId, keys);
  return found.map(({ leadId }) => leadId).sort()[0];
}
