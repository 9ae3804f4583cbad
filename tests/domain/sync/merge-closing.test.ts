import { describe, expect, it } from 'vitest';
import type { Change } from '#domain/sync/change.ts';
import { mergeChange, type MergeOutcome } from '#domain/sync/merge.ts';
import type { StoredRecord } from '#domain/sync/record.ts';
import { RULES } from './rules.ts';

let made = 0;

function arrive(
  record: StoredRecord | undefined,
  fields: Change['fields'],
  by: Partial<Change> = {},
): MergeOutcome {
  made += 1;
  const change: Change = {
    changeId: `change-${made}`,
    deviceId: 'phone',
    deviceSeq: made,
    madeBy: 'sato',
    madeAt: '2026-11-20T01:00:00.000Z',
    collection: 'made-up',
    recordId: 'record',
    kind: 'put',
    baseRevision: record?.revision ?? 0,
    fields,
    ...by,
  };
  const revision = (record?.revision ?? 0) + 1;
  return mergeChange(RULES, record, change, { revision, serverTime: '2026-11-20T02:00:00.000Z' });
}

const tablet = { deviceId: 'tablet', madeBy: 'kudo' };
const open = (): StoredRecord => arrive(undefined, { name: 'x', 'answers/a': 1 }).record;
const closed = (): StoredRecord =>
  arrive(open(), { closedAt: '2026-11-20T01:30:00.000Z', verdict: 'full' }).record;

describe('a closed record', () => {
  it('puts aside what changes an answer, its verdict or when it was closed without a correction', () => {
    const record = closed();
    const late: Change['fields'][] = [
      { 'answers/a': 2 },
      { 'answers/b': 2 },
      { verdict: 'part' },
      { closedAt: '2026-11-21T00:00:00.000Z' },
    ];
    for (const fields of late) {
      const outcome = arrive(record, fields, tablet);
      expect(outcome.status).toBe('merged');
      expect(outcome.record.fields).toEqual(record.fields);
      expect(outcome.record.conflicts).toMatchObject([
        { kept: { madeBy: 'sato' }, other: { fields, madeBy: 'kudo' } },
      ]);
    }
  });

  it('takes what is the same, what is not protected and what comes with its correction', () => {
    const record = closed();
    const welcome: Change['fields'][] = [
      { 'answers/a': 1 },
      { name: 'y' },
      { 'answers/a': 2, 'corrections/1': { code: 'a' } },
      { closedAt: '2026-11-20T01:30:00.000Z', verdict: 'part', 'corrections/1': { code: 'verdict' } },
    ];
    for (const fields of welcome) {
      const outcome = arrive(record, fields, tablet);
      expect(outcome.record.conflicts).toEqual([]);
      expect(outcome.record.fields).toMatchObject(fields['name'] ? { name: 'y' } : {});
    }
    expect(
      arrive(record, { 'answers/a': 2, 'corrections/1': { code: 'a' } }, tablet).record.fields,
    ).toMatchObject({ answers: { a: 2 } });
    expect(
      arrive(record, { 'answers/a': 2, 'corrections/1': { code: 'b' } }, tablet).record.conflicts,
    ).toHaveLength(1);
    const moved = { closedAt: '2026-11-21T00:00:00.000Z', 'corrections/1': { code: 'verdict' } };
    expect(arrive(record, moved, tablet).record.conflicts).toHaveLength(1);
  });

  it('takes what its own device wrote before it closed it', () => {
    const record = closed();
    const late = arrive(record, { 'answers/b': 2 }, { deviceSeq: 1 });
    expect(late.record.conflicts).toEqual([]);
    expect(late.record.fields['answers']).toEqual({ a: 1, b: 2 });
  });
});

describe('conflicts and warnings', () => {
  it('stay with the record until each is settled by itself', () => {
    const base = open();
    const first = arrive(base, { name: 'y' }).record;
    const one = arrive(first, { name: 'z' }, { ...tablet, baseRevision: base.revision }).record;
    const two = arrive(one, { state: 'on' }).record;
    const both = arrive(two, { state: 'off' }, { ...tablet, baseRevision: base.revision }).record;
    expect(both.conflicts.map(({ unit }) => unit)).toEqual(['name', 'state']);
    const settled = arrive(both, { [`conflicts/${both.conflicts[0]!.id}`]: { settled: true } });
    expect(settled.record.conflicts.map(({ unit }) => unit)).toEqual(['state']);
    expect(settled.status).toBe('accepted');
    expect(settled.record.fields).toEqual(both.fields);
  });

  it('show a deletion against what its person had not seen, with who wrote last', () => {
    const base = open();
    const edited = arrive(arrive(base, { name: 'y' }).record, { state: 'on' }, { madeBy: 'osanai' }).record;
    const deleted = arrive(edited, {}, { ...tablet, kind: 'delete', baseRevision: base.revision });
    expect(deleted.status).toBe('merged');
    expect(deleted.record.conflicts).toMatchObject([
      {
        unit: 'deletedAt',
        kept: { fields: { deletedAt: '2026-11-20T02:00:00.000Z' }, madeBy: 'kudo' },
        other: { fields: { deletedAt: null }, madeBy: 'osanai' },
      },
    ]);
    const seen = arrive(edited, {}, { ...tablet, kind: 'delete' });
    expect([seen.status, seen.record.conflicts]).toEqual(['accepted', []]);
    const again = arrive(deleted.record, {}, { deviceId: 'third', kind: 'delete', baseRevision: 1 });
    expect(again.record.conflicts).toHaveLength(1);
  });

  it('bring a deleted record back with an edit, which says so once, but not with a settled conflict', () => {
    const deleted = arrive(open(), {}, { kind: 'delete' }).record;
    const revived = arrive(deleted, { name: 'y' }, tablet);
    expect(revived.status).toBe('merged');
    expect(revived.record.deletedAt).toBeNull();
    expect(revived.record.warnings.map(({ code }) => code)).toEqual(['revived']);
    const twice = arrive(arrive(revived.record, {}, { kind: 'delete' }).record, { name: 'z' }).record;
    expect(twice.warnings.map(({ code }) => code)).toEqual(['revived']);
    expect(arrive(deleted, { 'conflicts/none': { settled: true } }, tablet).record.deletedAt).not.toBeNull();
  });

  it('warn of a rule that a merge has broken, and not of one that a person broke', () => {
    const base = arrive(undefined, { state: 'on', reason: 'x' }).record;
    expect(arrive(base, { state: 'stopped', reason: null }).record.warnings).toEqual([]);
    const stopped = arrive(base, { state: 'stopped' }).record;
    const merged = arrive(
      stopped,
      { reason: null, state: 'stopped', stateAt: 'y' },
      { ...tablet, baseRevision: base.revision },
    );
    expect(merged.record.warnings).toMatchObject([{ code: 'stopped-with-reason', madeBy: 'kudo' }]);
    const fine = arrive(stopped, { state: 'off' }, { ...tablet, baseRevision: base.revision });
    expect([fine.status, fine.record.warnings]).toEqual(['merged', []]);
  });

  it('keep the later of two edits of one device, whichever comes first, and tell that it was merged', () => {
    const record = arrive(open(), { name: 'late' }).record;
    const early = arrive(record, { name: 'early' }, { deviceSeq: 1 });
    expect([early.status, early.record.fields['name']]).toEqual(['merged', 'late']);
  });
});
