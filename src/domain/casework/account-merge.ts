import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Account } from '#domain/records/account.ts';
import { madeAtOf, type Recorded } from './recorded.ts';

/** What is chosen at once when two records are joined: a field, or fields that only make sense together. */
export const MERGE_UNITS = {
  name: ['name'],
  nameKana: ['nameKana'],
  corporateNumber: ['corporateNumber'],
  place: ['municipality', 'postalCode', 'address'],
  phone: ['phone'],
  industry: ['industry'],
  employees: ['employees'],
  employeeCount: ['employeeCount'],
  sales: ['sales'],
  note: ['note'],
  tags: ['tags'],
} as const satisfies Record<string, readonly (keyof Account)[]>;
export type MergeUnit = keyof typeof MERGE_UNITS;

/** Whose value stays; `both` is for memos and tags, which can be put together. */
export type MergePick = 'kept' | 'other' | 'both';

/** A unit in which two records differ. */
export interface MergeChoice {
  unit: MergeUnit;
  kept: Partial<Account>;
  other: Partial<Account>;
  /** What is taken where nobody decides: the value that there is, of two the kept record's, of memos and tags both. */
  proposed: MergePick;
  picks: readonly MergePick[];
}

/** What a merge wrote into one field of the record that stays, or found there as it would have written it. */
export interface MergedValue {
  before: Json;
  after: Json;
  /** Both were put together; merges of before do not say so. */
  joined?: true;
}

/** What an edit sets; `null` clears a field. */
export type AccountEdit = { [K in keyof Account]?: Account[K] | null };

/** Why two companies are not to be joined. */
export type MergeFault = 'sameRecord' | 'otherCorporateNumber';

/**
 * Why the records of two companies cannot be joined: they are joined already, or they have two different
 * 法人番号, also where only records that were merged into them have one.
 */
export function findMergeFault(
  one: readonly Recorded<Account>[],
  other: readonly Recorded<Account>[],
): MergeFault | undefined {
  if (one.some(({ id }) => other.some((each) => each.id === id))) return 'sameRecord';
  const numbers = new Set([...one, ...other].flatMap(({ fields }) => fields.corporateNumber || []));
  return numbers.size > 1 ? 'otherCorporateNumber' : undefined;
}

/** In what two records differ, in the order in which it is shown. */
export function listMergeChoices(kept: Partial<Account>, other: Partial<Account>): MergeChoice[] {
  const units = Object.keys(MERGE_UNITS) as MergeUnit[];
  return units.flatMap((unit): MergeChoice[] => {
    const [mine, theirs] = [valuesOf(kept, unit), valuesOf(other, unit)];
    if (isEmpty(theirs) || areEqual(mine, theirs)) return [];
    const mayJoin = (unit === 'note' || unit === 'tags') && !isEmpty(mine);
    const proposed = isEmpty(mine) ? 'other' : mayJoin ? 'both' : 'kept';
    return [
      {
        unit,
        kept: mine,
        other: theirs,
        proposed,
        picks: mayJoin ? ['both', 'kept', 'other'] : ['kept', 'other'],
      },
    ];
  });
}

/**
 * Joins a company's record with the one that stays.
 *
 * @param picks by unit; what is not named is taken as proposed.
 * @returns the edits of both records. What the kept one loses stands in the other's `mergedValues`, and what both have:
 *   it stays when another record that had brought it is parted.
 */
export function planMerge(
  kept: Recorded<Account>,
  other: Recorded<Account>,
  picks: Partial<Record<MergeUnit, MergePick>>,
  { by, at }: { by: string; at: Instant },
): { kept: AccountEdit; other: AccountEdit } {
  const edit: AccountEdit = {};
  const written: Record<string, MergedValue> = {};
  const choices = new Map(listMergeChoices(kept.fields, other.fields).map((choice) => [choice.unit, choice]));
  for (const unit of Object.keys(MERGE_UNITS) as MergeUnit[]) {
    const choice = choices.get(unit);
    const pick = choice ? (picks[unit] ?? choice.proposed) : 'other';
    if (pick === 'kept' || isEmpty(valuesOf(other.fields, unit))) continue;
    for (const field of MERGE_UNITS[unit]) {
      const before = (kept.fields[field] ?? null) as Json;
      const after =
        pick === 'both' ? join(field, kept.fields, other.fields) : ((other.fields[field] ?? null) as Json);
      if (before === null && after === null) continue;
      written[field] = { before, after, ...(pick === 'both' && { joined: true }) };
      if (!areSame(before, after)) Object.assign(edit, { [field]: after });
    }
  }
  return {
    kept: edit,
    other: { mergedInto: kept.id, mergedAt: at, mergedBy: by, mergedValues: written as unknown as Json },
  };
}

/** A field that the merge wrote and somebody has changed since: it stays as it is until a person decides. */
export interface ChangedSince extends MergedValue {
  field: keyof Account;
  now: Json;
}

/** What parting two records writes. */
export interface UnmergePlan {
  /** Of the record that stands by itself again; its own values were never touched. */
  other: AccountEdit;
  /** Of the record it had been merged into. */
  kept: AccountEdit;
  /** Of records merged into the same one later, which remember what this merge had written. */
  later: { id: string; edit: AccountEdit }[];
  changedSince: ChangedSince[];
}

/**
 * Parts a record from the one it was merged into, and gives that one back what the merge had overwritten, unless it
 * has been changed since.
 *
 * @param siblings other records that were merged into the same one.
 */
export function planUnmerge(
  other: Recorded<Account>,
  kept: Recorded<Account>,
  siblings: readonly Recorded<Account>[] = [],
): UnmergePlan {
  const plan: UnmergePlan = {
    other: { mergedInto: null, mergedAt: null, mergedBy: null, mergedValues: null },
    kept: {},
    later: [],
    changedSince: [],
  };
  const patched = new Map<string, Record<string, MergedValue>>();
  for (const [name, value] of Object.entries(readMergedValues(other.fields))) {
    const field = name as keyof Account;
    const now = (kept.fields[field] ?? null) as Json;
    // What the merge had written, and what is to stand in its place: through all merges that built on it.
    let { after: was, before: becomes } = value;
    const passed = new Set([other.id]);
    for (let at = other; ;) {
      const later = findNextMerge(
        at,
        now,
        was,
        field,
        siblings.filter(({ id }) => !passed.has(id)),
      );
      if (!later) break;
      passed.add(later.id);
      at = later;
      const values = patched.get(later.id) ?? readMergedValues(later.fields);
      const { after, joined } = values[field]!;
      // Of memos and tags that were put together those of the parted record go; any other value took its place whole.
      const isWhole = areSame(after, (later.fields[field] ?? null) as Json);
      const isJoined =
        joined ?? (!isWhole && JOINED.has(field) && areSame(after, joinValues(field, was, later.fields)));
      const rebased = isJoined ? joinValues(field, becomes, later.fields) : after;
      patched.set(later.id, { ...values, [field]: { ...values[field], before: becomes, after: rebased } });
      [was, becomes] = [after, rebased];
    }
    if (areSame(was, becomes)) continue;
    if (areSame(now, was)) Object.assign(plan.kept, { [field]: becomes });
    else plan.changedSince.push({ field, before: becomes, after: was, now });
  }
  // A change of a record that was merged itself goes to the one that took it in, unless it is about the merge.
  const { mergedInto, mergedValues } = kept.fields;
  if (mergedInto !== undefined && Object.keys(plan.kept).length > 0) {
    const values = isObject(mergedValues) ? mergedValues : {};
    const parted = Array.isArray(values['parted']) ? values['parted'] : [];
    plan.kept.mergedValues = { ...values, parted: [...parted, other.id] };
  }
  plan.later = [...patched].map(([id, values]) => ({
    id,
    edit: { mergedValues: values as unknown as Json },
  }));
  return plan;
}

/**
 * Of several merges into one record the next that built on what one had left there: the first after it; where clocks
 * disagree any that found that value, unless it stands there still.
 */
function findNextMerge(
  at: Recorded<Account>,
  now: Json,
  left: Json,
  field: string,
  siblings: readonly Recorded<Account>[],
): Recorded<Account> | undefined {
  const found = siblings
    .filter(({ fields }) => {
      const value = readMergedValues(fields)[field];
      return value !== undefined && areSame(value.before, left);
    })
    .sort((one, another) => ((one.fields.mergedAt ?? '') < (another.fields.mergedAt ?? '') ? -1 : 1));
  const since = at.fields.mergedAt ?? '';
  return (
    found.find(({ fields }) => (fields.mergedAt ?? '') > since) ?? (areSame(now, left) ? undefined : found[0])
  );
}

/** What a merge wrote, as the merged record remembers it; nothing where that is not readable. */
export function readMergedValues({ mergedValues }: Partial<Account>): Record<string, MergedValue> {
  if (!isObject(mergedValues)) return {};
  return Object.fromEntries(
    Object.entries(mergedValues).flatMap(([field, value]): [string, MergedValue][] => {
      if (!isObject(value)) return [];
      const { before = null, after = null, joined } = value;
      return [[field, { before, after, ...(joined === true && { joined }) }]];
    }),
  );
}

/** Whether a record was made after a merge, so that a person has to say of which company it is once they are parted. */
export function isMadeAfterMerge(recordId: string, { mergedAt }: Partial<Account>): boolean {
  return mergedAt !== undefined && madeAtOf(recordId) >= mergedAt;
}

function valuesOf(account: Partial<Account>, unit: MergeUnit): Partial<Account> {
  return Object.fromEntries(
    MERGE_UNITS[unit].flatMap((field) => (isBlank(account[field]) ? [] : [[field, account[field]]])),
  );
}

function join(field: string, kept: Partial<Account>, other: Partial<Account>): Json {
  if (field === 'tags') return [...new Set([...(kept.tags ?? []), ...(other.tags ?? [])])].sort();
  return [kept.note, other.note].filter(Boolean).join('\n\n');
}

/** What can be put together. */
const JOINED: ReadonlySet<string> = new Set(['note', 'tags']);

/** A value put together with another record's; one that it has already is not added once more. */
function joinValues(field: keyof Account, value: Json, other: Partial<Account>): Json {
  return areSame(value, (other[field] ?? null) as Json)
    ? value
    : join(field, { [field]: value ?? undefined }, other);
}

function areEqual(one: Partial<Account>, other: Partial<Account>): boolean {
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof Account)[];
  return fields.every((field) => areSame((one[field] ?? null) as Json, (other[field] ?? null) as Json));
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Sets have no order, and an empty one is none. */
function areSame(one: Json, other: Json): boolean {
  const plain = (value: Json): Json =>
    Array.isArray(value)
      ? value.length === 0
        ? null
        : [...value].map(String).sort()
      : value === ''
        ? null
        : value;
  return canonicalJson(plain(one)) === canonicalJson(plain(other));
}

function isEmpty(values: Partial<Account>): boolean {
  return Object.keys(values).length === 0;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
