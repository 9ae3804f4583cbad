import type { JsonObject } from '#domain/canonical/json.ts';
import { mayBeAsked } from '#domain/fieldwork/survey-units.ts';
import { listRecords } from '#server/database/queries/records.ts';
import type { Queries } from '#server/database/schema.ts';

/** Whom a letter to a unit is for. */
export interface DescribedUnit {
  name: string;
  postalCode: string;
  address: string;
  municipality: string;
  contactName: string;
  mayBeAsked: boolean;
}

/** Ids per statement. */
const IDS_PER_READ = 1_000;

/** Names and addresses of units, by their ids; of those that there are. */
export async function describeUnits(
  db: Queries,
  centreId: string,
  unitIds: readonly string[],
): Promise<Map<string, DescribedUnit>> {
  const found = new Map<string, DescribedUnit>();
  for (let start = 0; start < unitIds.length; start += IDS_PER_READ) {
    const records = await listRecords(db, centreId, unitIds.slice(start, start + IDS_PER_READ));
    for (const { id, collection, deletedAt, erasedAt, fields } of records) {
      if (collection !== 'accounts') continue;
      const text = (key: string): string => textOf(fields, key);
      found.set(id, {
        name: text('name'),
        postalCode: text('postalCode'),
        address: text('address'),
        municipality: text('municipality'),
        contactName: '',
        mayBeAsked: deletedAt === null && erasedAt === null && mayBeAsked(fields),
      });
    }
  }
  return found;
}

function textOf(fields: JsonObject, key: string): string {
  const value = fields[key];
  return typeof value === 'string' ? value : '';
}
