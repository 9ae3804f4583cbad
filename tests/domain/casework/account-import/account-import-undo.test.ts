import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject } from '#domain/canonical/json.ts';
import {
  planUndo,
  type ImportedRecord,
  type RecordState,
} from '#domain/casework/account-import/account-import-undo.ts';

const made = (recordId: string, after: JsonObject = { name: recordId }): ImportedRecord => ({
  collection: 'accounts',
  recordId,
  before: null,
  after,
});
const changed = (recordId: string, before: JsonObject, after: JsonObject): ImportedRecord => ({
  collection: 'accounts',
  recordId,
  before,
  after,
});
const person = (recordId: string, accountId: string): ImportedRecord => ({
  collection: 'contacts',
  recordId,
  before: null,
  after: { accountId, name: recordId },
});
const asLeft = (imported: ImportedRecord[], other: Record<string, Partial<RecordState>> = {}) => {
  const states = new Map(
    imported.map(({ recordId, after }) => [recordId, { fields: after, isGone: false, ...other[recordId] }]),
  );
  return (id: string) => states.get(id);
};

it('takes back what was made and changed', () => {
  const imported = [
    person('p', 'a'),
    made('a'),
    changed(
      'b',
      { name: '乙', phone: '1', tags: ['x'] },
      { name: '乙社', phone: '1', note: 'n', tags: ['x', 'y'] },
    ),
  ];
  expect(planUndo(imported, asLeft(imported), new Set())).toEqual({
    removed: [
      { collection: 'accounts', recordId: 'a' },
      { collection: 'contacts', recordId: 'p' },
    ],
    restored: [{ collection: 'accounts', recordId: 'b', edit: { name: '乙', note: null, tags: ['x'] } }],
    kept: [],
    goneCount: 0,
  });
});

it('leaves what was changed or built on since, with the people of what stays, and says why', () => {
  const imported = [
    made('edited'),
    made('visited'),
    person('p1', 'visited'),
    made('withPerson'),
    person('p2', 'withPerson'),
    changed('b', { name: '乙' }, { name: '乙社' }),
    made('gone'),
  ];
  const states = asLeft(imported, {
    edited: { fields: { name: 'edited', phone: '1' } },
    p2: { fields: { accountId: 'withPerson', name: '別の名前' } },
    b: { fields: { name: '乙社', phone: '9' } },
    gone: { isGone: true },
  });
  const plan = planUndo(imported, states, new Set(['visited', 'b']));
  expect(plan).toMatchObject({ removed: [], restored: [], goneCount: 1 });
  expect(plan.kept.map(({ recordId, obstacle, wasMade }) => [recordId, obstacle, wasMade])).toEqual([
    ['edited', 'changed', true],
    ['visited', 'builtOn', true],
    ['withPerson', 'builtOn', true],
    ['b', 'changed', false],
    ['p1', 'companyStays', true],
    ['p2', 'changed', true],
  ]);
});

it('restores a company that was only changed, whatever was recorded about it', () => {
  const imported = [changed('b', { name: '乙' }, { name: '乙社' })];
  expect(planUndo(imported, asLeft(imported), new Set(['b'])).restored).toHaveLength(1);
});

it('takes an empty field for none, and tags in any order', () => {
  const imported = [made('a', { name: 'a', tags: ['x', 'y'] })];
  const states = asLeft(imported, { a: { fields: { name: 'a', phone: null, tags: ['y', 'x'] } } });
  expect(planUndo(imported, states, new Set()).removed).toHaveLength(1);
});

it('decides about every record once, and touches none that is not as the import left it', () => {
  const fields = fc.dictionary(fc.constantFrom('name', 'phone', 'note'), fc.constantFrom('1', '2'));
  const record = fc.record({
    before: fc.option(fields),
    after: fields,
    now: fields,
    isGone: fc.boolean(),
    isBuiltOn: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), (records) => {
      const imported = records.map(({ before, after }, index) => ({ ...made(`${index}`, after), before }));
      const plan = planUndo(
        imported,
        (id) => ({ fields: records[Number(id)]!.now, isGone: records[Number(id)]!.isGone }),
        new Set(records.flatMap(({ isBuiltOn }, index) => (isBuiltOn ? [`${index}`] : []))),
      );
      expect(plan.removed.length + plan.restored.length + plan.kept.length + plan.goneCount).toBe(
        records.length,
      );
      for (const { recordId } of [...plan.removed, ...plan.restored]) {
        const { now, after } = records[Number(recordId)]!;
        expect(now).toEqual(after);
      }
      for (const { recordId } of plan.removed) expect(records[Number(recordId)]!.isBuiltOn).toBe(false);
      for (const { recordId, edit } of plan.restored) {
        const { before, now } = records[Number(recordId)]!;
        const restored = Object.fromEntries(
          Object.entries({ ...now, ...edit }).filter(([, value]) => value !== null),
        );
        expect(restored).toEqual(before);
      }
    }),
  );
});
