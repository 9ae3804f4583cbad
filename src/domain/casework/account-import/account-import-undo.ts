import { canonicalJson, type Json, type JsonObject } from '#domain/canonical/json.ts';

/** A record that an import made or changed, with its fields before (none for one that it made) and after. */
export interface ImportedRecord {
  collection: 'accounts' | 'contacts';
  recordId: string;
  before: JsonObject | null;
  after: JsonObject;
}

/** How such a record stands now; absent where the device no longer has it. */
export interface RecordState {
  fields: JsonObject;
  isGone: boolean;
}

/** Why what an import did to a record stays: it was changed since, something was recorded about it, or its company stays. */
export type UndoObstacle = 'changed' | 'builtOn' | 'companyStays';

/** A record that stays as the import left it. */
export interface KeptRecord {
  collection: ImportedRecord['collection'];
  recordId: string;
  /** The company's or person's name. */
  name: string;
  obstacle: UndoObstacle;
  wasMade: boolean;
}

/** What undoing an import would do. */
export interface UndoPlan {
  removed: { collection: ImportedRecord['collection']; recordId: string }[];
  /** Fields as they were before the import; `null` where there was nothing. */
  restored: { collection: ImportedRecord['collection']; recordId: string; edit: JsonObject }[];
  kept: KeptRecord[];
  /** How many records were removed or erased by somebody already. */
  goneCount: number;
}

/**
 * What undoing an import does: what it made goes, what it changed is as before, but only where the record
 * is still as the import left it and nothing was built on what would go.
 *
 * @param stateOf how a record stands now
 * @param builtOn the companies about which other things than contacts were recorded, and those that
 *   have contacts whom the import did not make
 */
export function planUndo(
  imported: readonly ImportedRecord[],
  stateOf: (recordId: string) => RecordState | undefined,
  builtOn: ReadonlySet<string>,
): UndoPlan {
  const plan: UndoPlan = { removed: [], restored: [], kept: [], goneCount: 0 };
  const changedPeople = new Set(
    imported
      .filter(({ collection, recordId, after }) => {
        const state = stateOf(recordId);
        return collection === 'contacts' && state && !state.isGone && !isAsLeft(state.fields, after);
      })
      .map(({ after }) => after['accountId']),
  );
  const staying = new Set<Json | undefined>();
  // Companies first: people who came with one that stays, stay too.
  for (const record of [...imported].sort((one, other) => order(one) - order(other))) {
    const { collection, recordId, before, after } = record;
    const state = stateOf(recordId);
    if (!state || state.isGone) {
      plan.goneCount += 1;
      continue;
    }
    const obstacle = findObstacle(
      record,
      state,
      builtOn.has(recordId) || changedPeople.has(recordId),
      staying.has(after['accountId']),
    );
    if (obstacle) {
      if (before === null) staying.add(recordId);
      const name = state.fields['name'];
      plan.kept.push({
        collection,
        recordId,
        name: typeof name === 'string' ? name : '',
        obstacle,
        wasMade: before === null,
      });
    } else if (before === null) plan.removed.push({ collection, recordId });
    else plan.restored.push({ collection, recordId, edit: differenceTo(before, after) });
  }
  return plan;
}

function order({ collection }: ImportedRecord): number {
  return collection === 'accounts' ? 0 : 1;
}

function findObstacle(
  { before, after }: ImportedRecord,
  state: RecordState,
  isBuiltOn: boolean,
  doesCompanyStay: boolean,
): UndoObstacle | undefined {
  if (!isAsLeft(state.fields, after)) return 'changed';
  if (before !== null) return undefined;
  if (isBuiltOn) return 'builtOn';
  return doesCompanyStay ? 'companyStays' : undefined;
}

/** Whether fields say the same; a field that is empty and one that is not there are one, sets have no order. */
function isAsLeft(now: JsonObject, after: JsonObject): boolean {
  return comparable(now) === comparable(after);
}

function comparable(fields: JsonObject): string {
  return canonicalJson(
    Object.fromEntries(
      Object.entries(fields)
        .filter(
          ([, value]) =>
            value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
        )
        .map(([field, value]) => [
          field,
          Array.isArray(value) ? value.map((member) => canonicalJson(member)).sort() : value,
        ]),
    ),
  );
}

/** What has to be set so that fields are as before. */
function differenceTo(before: JsonObject, after: JsonObject): JsonObject {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...fields]
      .filter((field) => canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null))
      .map((field) => [field, before[field] ?? (Array.isArray(after[field]) ? [] : null)]),
  );
}
