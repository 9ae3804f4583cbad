import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '#domain/sync/change.ts';
import { getDefinition, type Collection } from '#domain/records/collections.ts';
import { mergeChange, type MergeOutcome } from '#domain/sync/merge.ts';
import type { StoredRecord } from '#domain/sync/record.ts';

const PHONE = 'device-phone';
const TABLET = 'device-tablet';

let revision = 0;

function change(fields: Change['fields'], by: Partial<Change> = {}): Change {
  return {
    changeId: `change-${by.deviceId ?? PHONE}-${by.deviceSeq ?? 1}`,
    deviceId: PHONE,
    deviceSeq: 1,
    madeBy: 'sato',
    madeAt: '2026-11-20T01:00:00.000Z',
    collection: 'accounts',
    recordId: 'record',
    kind: 'put',
    baseRevision: 0,
    fields,
    ...by,
  };
}

function arrive(record: StoredRecord | undefined, incoming: Change): MergeOutcome {
  revision += 1;
  return mergeChange(getDefinition(incoming.collection), record, incoming, {
    revision,
    serverTime: '2026-11-20T02:00:00.000Z',
  });
}

function account(): StoredRecord {
  revision = 0;
  return arrive(undefined, change({ name: '八戸水産加工', phone: '0178-11-1111' })).record;
}

describe('merging a change', () => {
  it('makes the record with the first change', () => {
    expect(account()).toMatchObject({
      revision: 1,
      fields: { name: '八戸水産加工' },
      conflicts: [],
      deletedAt: null,
    });
  });

  it('takes edits of different fields from two devices that did not see each other', () => {
    const first = arrive(account(), change({ phone: '0178-22-2222' }, { baseRevision: 1, deviceSeq: 2 }));
    const second = arrive(first.record, change({ note: '市場の裏' }, { baseRevision: 1, deviceId: TABLET }));
    expect(second.status).toBe('accepted');
    expect(second.record.fields).toMatchObject({ phone: '0178-22-2222', note: '市場の裏' });
    expect(second.record.conflicts).toEqual([]);
  });

  it('does not take two for the same where one of a group did not know all of it', () => {
    const place = { municipality: '02203', address: '内丸一丁目' };
    const first = arrive(account(), change(place, { baseRevision: 1, deviceSeq: 2 }));
    const half = change({ municipality: '02203' }, { baseRevision: 1, deviceId: TABLET });
    const second = arrive(first.record, half);
    const whole = { municipality: '02203', address: '別の所' };
    const third = arrive(second.record, change(whole, { baseRevision: 1, deviceId: TABLET, deviceSeq: 2 }));
    expect(third.record.fields).toMatchObject(whole);
    expect(third.record.conflicts).toMatchObject([{ unit: 'place', other: { fields: place } }]);
  });

  it('lets the later arrival win a field and keeps the other value as a conflict', () => {
    const first = arrive(account(), change({ phone: '0178-22-2222' }, { baseRevision: 1, deviceSeq: 2 }));
    const second = arrive(
      first.record,
      change({ phone: '0178-33-3333' }, { baseRevision: 1, deviceId: TABLET, madeBy: 'ito' }),
    );
    expect(second.status).toBe('merged');
    expect(second.record.fields['phone']).toBe('0178-33-3333');
    expect(second.record.conflicts).toMatchObject([
      {
        unit: 'phone',
        kept: { fields: { phone: '0178-33-3333' }, madeBy: 'ito' },
        other: { fields: { phone: '0178-22-2222' }, madeBy: 'sato' },
      },
    ]);
  });

  it('sees no conflict when both wrote the same value', () => {
    const first = arrive(account(), change({ phone: '0178-22-2222' }, { baseRevision: 1, deviceSeq: 2 }));
    const second = arrive(
      first.record,
      change({ phone: '0178-22-2222' }, { baseRevision: 1, deviceId: TABLET }),
    );
    expect(second.record.conflicts).toEqual([]);
  });

  it('takes a device’s own later edit although its base is old', () => {
    const first = arrive(account(), change({ phone: '2' }, { baseRevision: 1, deviceSeq: 2 }));
    const second = arrive(first.record, change({ phone: '3' }, { baseRevision: 1, deviceSeq: 3 }));
    expect(second.status).toBe('accepted');
    expect(second.record.fields['phone']).toBe('3');
  });

  it('keeps a device’s later edit when an earlier one is sent again after a restore', () => {
    const later = arrive(account(), change({ phone: '3' }, { baseRevision: 1, deviceSeq: 3 }));
    const again = arrive(later.record, change({ phone: '2' }, { baseRevision: 1, deviceSeq: 2 }));
    expect(again.record.fields['phone']).toBe('3');
    expect(again.record.conflicts).toEqual([]);
  });

  it('takes a change that arrives once more for what it is: no later edit of its device', () => {
    const edit = change({ phone: '2' }, { baseRevision: 1, deviceSeq: 2 });
    const first = arrive(account(), edit);
    const again = arrive(first.record, edit);
    expect(again.status).toBe('accepted');
    expect(again.record).toMatchObject({ fields: first.record.fields, conflicts: [], warnings: [] });
    expect(again.record.units['phone']).toMatchObject({ revision: again.record.revision, deviceSeq: 2 });
  });

  it('wins or loses an address as a whole', () => {
    const first = arrive(
      account(),
      change({ municipality: 'hachinohe', address: '鮫町1' }, { baseRevision: 1, deviceSeq: 2 }),
    );
    const second = arrive(
      first.record,
      change({ municipality: 'aomori', address: '本町2' }, { baseRevision: 1, deviceId: TABLET }),
    );
    expect(second.record.conflicts).toHaveLength(1);
    expect(second.record.conflicts[0]).toMatchObject({
      unit: 'place',
      other: { fields: { municipality: 'hachinohe', address: '鮫町1' } },
    });
  });

  it('merges a set member by member', () => {
    const first = arrive(
      account(),
      change({ tags: { add: ['a', 'b'], remove: [] } }, { baseRevision: 1, deviceSeq: 2 }),
    );
    const second = arrive(
      first.record,
      change({ tags: { add: ['c'], remove: ['a'] } }, { baseRevision: 1, deviceId: TABLET }),
    );
    expect(second.record.fields['tags']).toEqual(['b', 'c']);
    expect(second.record.conflicts).toEqual([]);
  });

  it('settles a conflict by a change that names it', () => {
    const first = arrive(account(), change({ phone: '2' }, { baseRevision: 1, deviceSeq: 2 }));
    const second = arrive(first.record, change({ phone: '3' }, { baseRevision: 1, deviceId: TABLET }));
    const { id } = second.record.conflicts[0]!;
    const settled = arrive(
      second.record,
      change(
        { phone: '2', [`conflicts/${id}`]: { settled: true } },
        { baseRevision: second.record.revision, deviceSeq: 3 },
      ),
    );
    expect(settled.record.conflicts).toEqual([]);
    expect(settled.record.fields['phone']).toBe('2');
  });

  it('keeps a deleted record’s fields, and revives it with a warning when it is edited', () => {
    const deleted = arrive(account(), change({}, { kind: 'delete', baseRevision: 1, deviceSeq: 2 }));
    expect(deleted.record).toMatchObject({
      deletedAt: '2026-11-20T02:00:00.000Z',
      fields: { name: '八戸水産加工' },
    });
    const revived = arrive(
      deleted.record,
      change({ note: '再開' }, { baseRevision: 1, deviceId: TABLET, madeBy: 'ito' }),
    );
    expect(revived.record.deletedAt).toBeNull();
    expect(revived.record.warnings).toMatchObject([{ code: 'revived', madeBy: 'ito' }]);
  });

  it('shows it when someone deleted a record over an edit they had not seen', () => {
    const edited = arrive(
      account(),
      change({ phone: '2' }, { baseRevision: 1, deviceId: TABLET, madeBy: 'ito' }),
    );
    const deleted = arrive(edited.record, change({}, { kind: 'delete', baseRevision: 1, deviceSeq: 2 }));
    expect(deleted.record.deletedAt).not.toBeNull();
    expect(deleted.record.conflicts).toMatchObject([{ unit: 'deletedAt', other: { madeBy: 'ito' } }]);
  });

  it('does not alter the record it was given', () => {
    const before = account();
    const copy = structuredClone(before);
    arrive(
      before,
      change({ phone: '9', tags: { add: ['x'], remove: [] } }, { baseRevision: 1, deviceId: TABLET }),
    );
    expect(before).toEqual(copy);
  });

  it('sees nothing as seen when the change builds on a revision from before a restore', () => {
    const edited = arrive(
      account(),
      change({ phone: '2' }, { baseRevision: 1, deviceId: TABLET, madeBy: 'ito' }),
    );
    const late = arrive(edited.record, change({ phone: '3' }, { baseRevision: 900, deviceSeq: 2 }));
    expect(late.record.conflicts).toMatchObject([
      { unit: 'phone', other: { fields: { phone: '2' }, madeBy: 'ito' } },
    ]);
  });

  it('stores a field called like a member of every object', () => {
    const { record } = arrive(account(), change({ constructor: 'x' }, { baseRevision: 1, deviceSeq: 2 }));
    expect(record.fields['constructor']).toBe('x');
  });
});

describe('a submitted response', () => {
  const asResponse = { collection: 'responses' as Collection };
  const ANSWERED = {
    'answers/issues': ['labour'],
    'answers/used': 'never',
    startedAt: '2026-11-20T00:00:00.000Z',
  };

  function submitted(): StoredRecord {
    revision = 0;
    const started = arrive(undefined, change(ANSWERED, asResponse));
    return arrive(
      started.record,
      change(
        { submittedAt: '2026-11-20T01:30:00.000Z', disposition: 'complete' },
        { ...asResponse, deviceSeq: 5, baseRevision: 1 },
      ),
    ).record;
  }

  it('keeps its answers against late edits of another device, which become conflicts', () => {
    const late = arrive(
      submitted(),
      change({ 'answers/issues': ['sales'] }, { ...asResponse, deviceId: TABLET, baseRevision: 2 }),
    );
    expect(late.record.fields['answers']).toMatchObject({ issues: ['labour'] });
    expect(late.record.conflicts).toMatchObject([
      {
        unit: 'answers/issues',
        kept: { fields: { 'answers/issues': ['labour'] } },
        other: { fields: { 'answers/issues': ['sales'] } },
      },
    ]);
  });

  it('takes a correction that says what stood there, who, when and why', () => {
    const corrected = arrive(
      submitted(),
      change(
        {
          'answers/issues': ['sales'],
          'corrections/c1': {
            code: 'issues',
            oldValue: ['labour'],
            by: 'ito',
            at: '2026-11-21T00:00:00.000Z',
            reason: '聞き違い',
          },
        },
        { ...asResponse, deviceId: TABLET, baseRevision: 2 },
      ),
    );
    expect(corrected.record.fields['answers']).toMatchObject({ issues: ['sales'], used: 'never' });
    expect(corrected.record.conflicts).toEqual([]);
  });

  it('takes nothing with a correction under the key of one that stands, which is not written either', () => {
    const correction = { oldValue: '', by: 'ito', at: '2026-11-21T00:00:00.000Z', reason: '聞き違い' };
    const correct = (record: StoredRecord, code: string, value: string): MergeOutcome =>
      arrive(
        record,
        change(
          { [`answers/${code}`]: value, 'corrections/c1': { ...correction, code } },
          { ...asResponse, deviceId: TABLET, baseRevision: record.revision },
        ),
      );
    const { record } = correct(submitted(), 'issues', 'sales');
    const again = correct(record, 'used', 'often').record;
    expect(again.fields).toEqual(record.fields);
    expect(again.conflicts.map(({ unit }) => unit)).toEqual(['answers/used', 'corrections/c1']);
  });

  it('counts otherwise by a correction, which may carry the time of submission but not move it', () => {
    const correction = {
      code: 'disposition',
      oldValue: 'complete',
      by: 'ito',
      at: '2026-11-21T00:00:00.000Z',
      reason: '重複',
    };
    const recount = (submittedAt: string): MergeOutcome =>
      arrive(
        submitted(),
        change(
          { submittedAt, disposition: 'duplicate', 'corrections/c1': correction },
          { ...asResponse, deviceId: TABLET, baseRevision: 2 },
        ),
      );
    const recounted = recount('2026-11-20T01:30:00.000Z');
    expect(recounted.record.fields).toMatchObject({
      submittedAt: '2026-11-20T01:30:00.000Z',
      disposition: 'duplicate',
    });
    expect(recounted.record.conflicts).toEqual([]);
    const moved = recount('2026-11-21T00:00:00.000Z');
    expect(moved.record.fields).toMatchObject({
      submittedAt: '2026-11-20T01:30:00.000Z',
      disposition: 'complete',
    });
    expect(moved.record.conflicts).toMatchObject([{ unit: 'submission' }]);
  });

  it('takes an answer that its own device gave before submitting, when it arrives late', () => {
    const late = arrive(
      submitted(),
      change({ 'answers/sales': 'from_10m' }, { ...asResponse, deviceSeq: 3, baseRevision: 1 }),
    );
    expect(late.record.fields['answers']).toMatchObject({ sales: 'from_10m' });
  });

  it('is closed to an answer that arrives once more under the number of its submission', () => {
    const late = arrive(
      submitted(),
      change({ 'answers/used': 'often' }, { ...asResponse, deviceSeq: 5, baseRevision: 1 }),
    );
    expect(late.record.fields['answers']).toMatchObject({ used: 'never' });
    expect(late.record.conflicts).toMatchObject([{ unit: 'answers/used' }]);
  });

  it('keeps the first submission when a second device submits too', () => {
    const second = arrive(
      submitted(),
      change(
        { submittedAt: '2026-11-20T01:45:00.000Z', disposition: 'partial' },
        { ...asResponse, deviceId: TABLET, baseRevision: 1 },
      ),
    );
    expect(second.record.fields).toMatchObject({
      submittedAt: '2026-11-20T01:30:00.000Z',
      disposition: 'complete',
    });
    expect(second.record.conflicts).toMatchObject([{ unit: 'submission' }]);
  });
});

describe('any interleaving of edits', () => {
  const edits = fc.array(
    fc.record({
      device: fc.constantFrom(0, 1, 2),
      field: fc.constantFrom('phone', 'note', 'address'),
      value: fc.string(),
      sees: fc.boolean(),
    }),
    { maxLength: 30 },
  );

  it('loses no value of another device without a conflict', () => {
    fc.assert(
      fc.property(edits, (steps) => {
        let record = account();
        const seen = [1, 1, 1];
        const sequence = [1, 0, 0];
        for (const { device, field, value, sees } of steps) {
          if (sees) seen[device] = record.revision;
          sequence[device] = sequence[device]! + 1;
          const before = record;
          const unit = field === 'address' ? 'place' : field;
          const last = before.units[unit];
          const incoming = change(
            { [field]: value },
            {
              deviceId: `device-${device}`,
              deviceSeq: sequence[device]!,
              baseRevision: seen[device]!,
              changeId: `c${device}-${sequence[device]}`,
            },
          );
          record = arrive(before, incoming).record;
          expect(record.fields[field]).toBe(value);
          const overwritten = before.fields[field] ?? null;
          const unseen = last && last.revision > seen[device]! && last.deviceId !== `device-${device}`;
          if (unseen && overwritten !== value) {
            expect(record.conflicts.some(({ other }) => other.fields[field] === overwritten)).toBe(true);
          }
        }
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });
});
