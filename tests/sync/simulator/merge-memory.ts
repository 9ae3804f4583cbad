import { canonicalJson, type Json } from '#domain/canonical/json.ts';
import type { AccountEdit } from '#domain/casework/account-merge.ts';
import type { Account } from '#domain/records/account.ts';

/** A company's record as a device has it. */
interface AccountRow {
  id: string;
  fields: Partial<Account>;
}

interface RememberedMerge {
  otherId: string;
  mergedAt: string;
  keptId: string;
  before: Partial<Account>;
  after: Partial<Account>;
}

/**
 * Remembers what joining companies found and left, and holds parting them against it: the companies are those of
 * before, and what the merge wrote is as before unless it was changed since. Knows nothing of how the app does it.
 */
export class MergeMemory {
  private readonly merges: RememberedMerge[] = [];

  constructor(
    private readonly complain: (what: string) => void,
    /** Told of values that stand, or will, where they stood before. */
    private readonly moved: (accountId: string, values: readonly Json[]) => void,
  ) {}

  merged(
    { kept, other, plan }: { kept: AccountRow; other: AccountRow; plan: { kept: AccountEdit } },
    rows: readonly AccountRow[],
  ): void {
    const after = rows.find(({ id }) => id === kept.id)!.fields;
    const [before, now] = [structuredClone(kept.fields), structuredClone(after)];
    const row = rows.find(({ id }) => id === other.id)!;
    if (row.fields.mergedInto !== kept.id) this.complain(`${other.id} was merged into ${kept.id} and is not`);
    this.merges.push({
      otherId: other.id,
      mergedAt: row.fields.mergedAt!,
      keptId: kept.id,
      before,
      after: now,
    });
    this.moved(
      kept.id,
      Object.keys(plan.kept).flatMap((name) => [valueOf(before, name), valueOf(now, name)]),
    );
  }

  parted(own: AccountRow, before: readonly AccountRow[], after: readonly AccountRow[]): void {
    const expected = companiesOf([...before.filter(({ id }) => id !== own.id), unpointed(own)]);
    const found = companiesOf(after);
    for (const [id, company] of expected)
      if (found.get(id) !== company)
        this.complain(`parting ${own.id} left ${id} in ${found.get(id)} instead of ${company}`);
    const merge = this.merges.find(
      ({ otherId, keptId, mergedAt }) =>
        otherId === own.id && keptId === own.fields.mergedInto && mergedAt === own.fields.mergedAt,
    );
    if (!merge) return;
    // Of several merges into one record the later ones take over what the earlier ones have written.
    const others = this.merges.filter(({ keptId, otherId }) =>
      [keptId, otherId].some((id) => id === merge.keptId),
    );
    if (others.length > 1) return;
    const [was, is] = [before, after].map((rows) => rows.find(({ id }) => id === merge.keptId)!.fields);
    for (const name of new Set([...Object.keys(merge.before), ...Object.keys(merge.after)])) {
      const [earlier, written] = [formOf(merge.before, name), formOf(merge.after, name)];
      if (earlier === written || name.startsWith('merged')) continue;
      const wanted = formOf(was!, name) === written ? earlier : formOf(was!, name);
      if (formOf(is!, name) !== wanted)
        this.complain(`parting ${own.id} left ${formOf(is!, name)} in ${name} instead of ${wanted}`);
    }
  }
}

/** The company of each record, named by its smallest one: those that any pointers join. */
function companiesOf(rows: readonly AccountRow[]): Map<string, string> {
  const company = new Map(rows.map(({ id }) => [id, id]));
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const { id, fields } of rows) {
      const [own, target] = [company.get(id)!, company.get(fields.mergedInto ?? id) ?? company.get(id)!];
      if (own === target) continue;
      const least = own < target ? own : target;
      for (const [each, name] of company) if (name === own || name === target) company.set(each, least);
      isMoving = true;
    }
  }
  return company;
}

function unpointed({ id, fields }: AccountRow): AccountRow {
  const { mergedInto: _, ...rest } = fields;
  return { id, fields: rest };
}

function valueOf(fields: Partial<Account>, name: string): Json {
  return (fields[name as keyof Account] ?? null) as Json;
}

/** Sets have no order, and an empty one is none. */
function formOf(fields: Partial<Account>, name: string): string {
  const value = valueOf(fields, name);
  if (!Array.isArray(value)) return canonicalJson(value);
  return value.length === 0 ? 'null' : canonicalJson(value.map(String).sort());
}
