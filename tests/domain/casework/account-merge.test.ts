import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { Account } from '#domain/records/account.ts';
import {
  findMergeFault,
  isMadeAfterMerge,
  listMergeChoices,
  planMerge,
  planUnmerge,
  type AccountEdit,
} from '#domain/casework/account-merge.ts';
import {
  findMergeRoot,
  listMergedWith,
  partitionAccounts,
  type MergePointers,
} from '#domain/casework/merged-accounts.ts';
import type { Recorded } from '#domain/casework/recorded.ts';

const by = { by: 'kudo', at: '2026-11-20T01:00:00.000Z' };
const company = (id: string, fields: Partial<Account>): Recorded<Account> => ({ id, fields });

function apply(record: Recorded<Account>, edit: AccountEdit): void {
  for (const [field, value] of Object.entries(edit)) {
    if (value === null) delete record.fields[field as keyof Account];
    else Object.assign(record.fields, { [field]: value });
  }
}

/** What a record says, in one order, without what is about merges. */
function plainOf({ fields }: Recorded<Account>): [string, unknown][] {
  return Object.entries(fields)
    .filter(([field, value]) => !field.startsWith('merged') && (!Array.isArray(value) || value.length > 0))
    .map(([field, value]): [string, unknown] => [field, Array.isArray(value) ? [...value].sort() : value])
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

describe('joining two records of a company', () => {
  const kept = company('a', { name: '八戸水産', phone: '0178-22-1234', note: '冷凍', tags: ['水産'] });
  const other = company('b', {
    name: '株式会社八戸水産',
    phone: '0178-22-1234',
    municipality: '02203',
    address: '鮫町1',
    note: '輸出',
    tags: ['輸出'],
  });

  it('asks about what differs, and proposes what there is', () => {
    expect(listMergeChoices(kept.fields, other.fields).map(({ unit, proposed }) => [unit, proposed])).toEqual(
      [
        ['name', 'kept'],
        ['place', 'other'],
        ['note', 'both'],
        ['tags', 'both'],
      ],
    );
  });

  it('writes what was chosen and remembers what stood there', () => {
    const plan = planMerge(kept, other, { name: 'other' }, by);
    expect(plan.kept).toEqual({
      name: '株式会社八戸水産',
      municipality: '02203',
      address: '鮫町1',
      note: '冷凍\n\n輸出',
      tags: ['水産', '輸出'].sort(),
    });
    expect(plan.other).toMatchObject({ mergedInto: 'a', mergedBy: 'kudo', mergedAt: by.at });
    expect(plan.other.mergedValues).toMatchObject({
      name: { before: '八戸水産', after: '株式会社八戸水産' },
    });
  });

  it('refuses two 法人番号, also of records merged before, and a company with itself', () => {
    const [one, two] = [company('a', { corporateNumber: '1' }), company('b', { corporateNumber: '2' })];
    expect(findMergeFault([one], [two])).toBe('otherCorporateNumber');
    expect(findMergeFault([company('c', {}), one], [company('d', {}), two])).toBe('otherCorporateNumber');
    expect(findMergeFault([one], [company('d', {})])).toBeUndefined();
    expect(findMergeFault([one], [company('d', {}), one])).toBe('sameRecord');
  });
});

describe('parting them again', () => {
  it('gives back what the merge had overwritten, and shows what was changed since', () => {
    const kept = company('a', { name: '八戸水産', phone: '1' });
    const other = company('b', { name: '㈱八戸水産', phone: '2', sales: 's3' });
    const plan = planMerge(kept, other, { name: 'other', phone: 'other' }, by);
    apply(kept, plan.kept);
    apply(other, plan.other);
    kept.fields.phone = '3';
    const back = planUnmerge(other, kept);
    expect(back.kept).toEqual({ name: '八戸水産', sales: null });
    expect(back.changedSince).toEqual([{ field: 'phone', before: '1', after: '2', now: '3' }]);
  });

  it('in the order of the merges or another gives back the same', () => {
    for (const order of [
      ['b', 'c'],
      ['c', 'b'],
    ]) {
      const records = new Map(
        [company('a', { name: 'A' }), company('b', { name: 'B' }), company('c', { name: 'C' })].map((one) => [
          one.id,
          one,
        ]),
      );
      const a = records.get('a')!;
      for (const id of ['b', 'c']) {
        const plan = planMerge(a, records.get(id)!, { name: 'other' }, by);
        apply(a, plan.kept);
        apply(records.get(id)!, plan.other);
      }
      for (const id of order) {
        const siblings = [...records.values()].filter(({ fields }) => fields.mergedInto === 'a');
        const back = planUnmerge(records.get(id)!, a, siblings);
        expect(back.changedSince).toEqual([]);
        apply(a, back.kept);
        apply(records.get(id)!, back.other);
        for (const later of back.later) apply(records.get(later.id)!, later.edit);
      }
      expect([...records.values()].map(({ fields }) => fields)).toEqual([
        { name: 'A' },
        { name: 'B' },
        { name: 'C' },
      ]);
    }
  });

  it('leaves what the others make of it, in whatever order several are parted', () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const random = new SeededRandom(seed);
      const pickOf = <Item>(items: readonly Item[]): Item => items[random.below(items.length)]!;
      const maybe = <Value>(value: Value): Value[] => (random.below(3) === 0 ? [] : [value]);
      const originals = ['a', 'b', 'c', 'd', 'e'].map((id) => {
        const [phone] = maybe(pickOf(['1', '2']));
        const [note] = maybe(`memo of ${id}`);
        // Some have nothing but what others have, too.
        const [tags] = maybe(pickOf([[id], ['shared'], [id, 'shared']]));
        return company(id, {
          name: id,
          ...(phone && { phone }),
          ...(note && { note }),
          ...(tags && { tags }),
        });
      });
      const records = structuredClone(originals);
      const [a, ...others] = records;
      const made = others.map((other, index) => {
        const picks = Object.fromEntries(
          listMergeChoices(a!.fields, other.fields).map((choice) => [choice.unit, pickOf(choice.picks)]),
        );
        const at = `2026-11-2${index}T01:00:00.000Z`;
        const plan = planMerge(a!, other, picks, { ...by, at });
        apply(a!, plan.kept);
        apply(other, plan.other);
        // What both have is chosen as well, though nobody is asked.
        const alike = Object.keys(plan.other.mergedValues as object).filter(
          (unit) => !Object.hasOwn(picks, unit),
        );
        return {
          id: other.id,
          picks: { ...picks, ...Object.fromEntries(alike.map((unit) => [unit, 'other'])) },
        };
      });
      while (made.length > 0) {
        const [{ id }] = made.splice(random.below(made.length), 1) as [(typeof made)[number]];
        const parted = records.find((one) => one.id === id)!;
        const siblings = others.filter(({ fields }) => fields.mergedInto === 'a');
        const back = planUnmerge(parted, a!, siblings);
        expect(back.changedSince).toEqual([]);
        apply(a!, back.kept);
        apply(parted, back.other);
        for (const { id: later, edit } of back.later)
          apply(
            records.find((one) => one.id === later)!,
            edit,
          );
        // As if the others alone had been merged, each as it was chosen then.
        const again = structuredClone(originals[0]!);
        for (const { id: other, picks } of made) {
          const chosen = { name: 'kept', phone: 'kept', note: 'kept', tags: 'kept', ...picks } as const;
          apply(
            again,
            planMerge(again, structuredClone(originals.find((one) => one.id === other)!), chosen, by).kept,
          );
        }
        expect([seed, id, plainOf(a!)]).toEqual([seed, id, plainOf(again)]);
      }
      expect(records.map(plainOf)).toEqual(originals.map(plainOf));
    }
  });

  it('asks about records that were made after the merge', () => {
    const merged = { mergedAt: '2026-11-20T01:00:00.000Z' };
    const idAt = (instant: string): string => {
      const hex = Date.parse(instant).toString(16).padStart(12, '0');
      return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
    };
    expect(isMadeAfterMerge(idAt('2026-11-20T01:00:01.000Z'), merged)).toBe(true);
    expect(isMadeAfterMerge(idAt('2026-11-19T01:00:01.000Z'), merged)).toBe(false);
    expect(isMadeAfterMerge(idAt('2026-11-20T01:00:01.000Z'), {})).toBe(false);
  });
});

describe('which records are one company', () => {
  it('is the same for everybody where two people merged each other’s', () => {
    const circle: MergePointers = new Map([
      ['b', 'a'],
      ['a', 'b'],
      ['c', 'b'],
    ]);
    for (const id of ['a', 'b', 'c']) expect(findMergeRoot(id, circle)).toBe('a');
    expect(listMergedWith('c', circle)).toEqual(['a', 'b', 'c']);
  });

  const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
  const merges = fc.array(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...IDS)), { maxLength: 12 });
  /** As a device writes it: the one company into what stands for the other, unless they are one. */
  const merge = (pointers: Map<string, string>, from: string, to: string): string | undefined => {
    const [one, other] = [findMergeRoot(from, pointers), findMergeRoot(to, pointers)];
    if (one === other) return undefined;
    pointers.set(one, other);
    return one;
  };
  const parts = (pointers: MergePointers): string[][] =>
    [...partitionAccounts(IDS, pointers).values()].sort();

  it('comes out the same on each device, in whichever order what was merged apart has come', () => {
    fc.assert(
      fc.property(merges, merges, (mine, theirs) => {
        const [here, there] = [new Map<string, string>(), new Map<string, string>()];
        for (const [from, to] of mine) merge(here, from, to);
        for (const [from, to] of theirs) merge(there, from, to);
        // Of one record the later value stands; of different records both do.
        const synced = new Map([...here, ...there]);
        const companies = partitionAccounts(IDS, synced);
        expect([...companies.values()].flat().sort()).toEqual(IDS);
        for (const [root, members] of companies)
          for (const id of members) {
            expect(findMergeRoot(id, synced)).toBe(root);
            expect(listMergedWith(id, synced).slice().sort()).toEqual(members);
          }
        for (const [from, to] of synced) expect(findMergeRoot(from, synced)).toBe(findMergeRoot(to, synced));
      }),
    );
  });

  it('is exactly as before once what was merged last is parted, whatever else was merged and parted meanwhile', () => {
    fc.assert(
      fc.property(
        merges,
        fc.constantFrom(...IDS),
        fc.constantFrom(...IDS),
        merges,
        (earlier, from, to, meanwhile) => {
          const pointers = new Map<string, string>();
          for (const [one, other] of earlier) merge(pointers, one, other);
          const before = parts(pointers);
          const merged = merge(pointers, from, to);
          const undone: string[] = [];
          for (const [one, other] of meanwhile) {
            const done = merge(pointers, one, other);
            if (done !== undefined) undone.unshift(done);
          }
          for (const id of undone) pointers.delete(id);
          if (merged !== undefined) pointers.delete(merged);
          expect(parts(pointers)).toEqual(before);
        },
      ),
    );
  });

  it('parts exactly what one pointer had joined, in any order, and leaves all others together', () => {
    fc.assert(
      fc.property(merges, fc.nat(), (sequence, which) => {
        const pointers = new Map<string, string>();
        for (const [one, other] of sequence) merge(pointers, one, other);
        const merged = [...pointers.keys()];
        if (merged.length === 0) return;
        const id = merged[which % merged.length]!;
        const target = pointers.get(id)!;
        const without = new Map(pointers);
        without.delete(id);
        expect(findMergeRoot(id, without)).not.toBe(findMergeRoot(target, without));
        const joined = [
          ...new Set([...listMergedWith(id, without), ...listMergedWith(target, without)]),
        ].sort();
        expect(joined).toEqual(listMergedWith(id, pointers).slice().sort());
      }),
    );
  });
});
