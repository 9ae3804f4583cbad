import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '#client/storage/database.ts';
import { pendingView, toLocal } from '#client/storage/pending-view.ts';
import { DEFINITIONS } from '#domain/records/collections.ts';
import type { Change } from '#domain/sync/change.ts';
import type { Conflict, SyncRecord } from '#domain/sync/record.ts';

const NOW = '2026-11-20T01:00:00.000Z';
const rules = DEFINITIONS.accounts;

const conflict = (id: string): Conflict => ({
  id,
  unit: 'phone',
  kept: { fields: { phone: '1' }, madeBy: 'ito', madeAt: NOW },
  other: { fields: { phone: '2' }, madeBy: 'sato', madeAt: NOW },
});

const onServer = (more: Partial<SyncRecord> = {}): SyncRecord => ({
  collection: 'accounts',
  id: 'a',
  revision: 7,
  fields: { name: '八戸水産', tags: ['会員'] },
  deletedAt: null,
  conflicts: [],
  warnings: [],
  ...more,
});

function waits(fields: Change['fields'], kind: Change['kind'] = 'put'): OutboxEntry {
  return { deviceSeq: 1, recordId: 'a', state: 'pending', change: { kind, fields, madeAt: NOW } as never };
}

describe('a record as its person sees it', () => {
  it('is nothing where neither the server nor the device has anything', () => {
    expect(pendingView(rules, null, [])).toBeUndefined();
  });

  it('is the server’s, without what only the server needs', () => {
    expect(pendingView(rules, onServer(), [])).toEqual({
      id: 'a',
      revision: 7,
      fields: { name: '八戸水産', tags: ['会員'] },
      deletedAt: null,
      conflicts: [],
      warnings: [],
    });
  });

  it('is the device’s own where the server has none yet', () => {
    expect(pendingView(rules, null, [waits({ name: '甲社' })])).toEqual({
      id: 'a',
      revision: 0,
      fields: { name: '甲社' },
      deletedAt: null,
      conflicts: [],
      warnings: [],
    });
  });

  it('has the edits on top, in the order in which they were made', () => {
    const edits = [
      waits({ name: '甲社', phone: '1', tags: { add: ['重点'], remove: [] } }),
      waits({ name: '乙社', tags: { add: [], remove: ['会員'] } }),
    ];
    expect(pendingView(rules, onServer(), edits)?.fields).toEqual({
      name: '乙社',
      phone: '1',
      tags: ['重点'],
    });
  });

  it('leaves out of an edit what a later one has decided that the server took first', () => {
    const sentAgain = (overtaken: Change['fields'], ...given: Parameters<typeof waits>) => ({
      ...waits(...given),
      overtaken,
    });
    const earlier = { name: '甲社', phone: '1', tags: { add: ['会員', '重点'], remove: ['旧'] } };
    const later = { name: '乙社', tags: { add: ['旧'], remove: ['重点'] } };
    const server = onServer({ fields: { name: '乙社', tags: ['旧'] } });
    expect(pendingView(rules, server, [sentAgain(later, earlier)])?.fields).toEqual({
      name: '乙社',
      phone: '1',
      tags: ['旧', '会員'],
    });
    // A later edit had revived it, a later deletion had deleted it.
    expect(pendingView(rules, onServer(), [sentAgain({ phone: '2' }, {}, 'delete')])?.deletedAt).toBeNull();
    const deleted = onServer({ deletedAt: NOW });
    expect(pendingView(rules, deleted, [sentAgain({}, { phone: '1' })])).toMatchObject({
      deletedAt: NOW,
      fields: { phone: '1' },
    });
  });

  it('is deleted from when its person deleted it, and back with the next edit', () => {
    const deleted = waits({}, 'delete');
    expect(pendingView(rules, onServer(), [deleted])).toMatchObject({
      deletedAt: NOW,
      fields: { name: '八戸水産' },
    });
    expect(pendingView(rules, onServer(), [deleted, waits({ phone: '1' })])).toMatchObject({
      deletedAt: null,
      fields: { name: '八戸水産', phone: '1' },
    });
    expect(pendingView(rules, onServer({ deletedAt: NOW }), [waits({ phone: '1' })])?.deletedAt).toBeNull();
  });

  it('wants a look as long as it has a conflict that nobody has settled', () => {
    const server = onServer({ conflicts: [conflict('c1'), conflict('c2')] });
    expect(toLocal(server).attention).toBe(1);
    const one = waits({ 'conflicts/c1': { settled: true } });
    const other = waits({ 'conflicts/c2': { settled: true } });
    expect(pendingView(rules, server, [one])).toMatchObject({ conflicts: [conflict('c2')], attention: 1 });
    const settled = pendingView(rules, server, [one, other])!;
    expect(settled.conflicts).toEqual([]);
    // An index knows a record by this member's being there at all.
    expect(settled).not.toHaveProperty('attention');
    expect(settled.fields).toEqual(server.fields);
  });

  it('stays deleted when its person only settles a conflict', () => {
    const server = onServer({ deletedAt: NOW, conflicts: [conflict('c1')] });
    const view = pendingView(rules, server, [waits({ 'conflicts/c1': { settled: true } })]);
    expect(view).toMatchObject({ deletedAt: NOW, conflicts: [] });
  });

  it('keeps its warnings, and has none where the server says nothing of any', () => {
    const warnings = [{ code: 'revived', revision: 5, madeBy: 'ito', madeAt: NOW }];
    expect(pendingView(rules, onServer({ warnings }), [waits({ phone: '1' })])?.warnings).toEqual(warnings);
    const { conflicts: _conflicts, warnings: _warnings, ...bare } = onServer();
    expect(toLocal(bare as SyncRecord)).toMatchObject({ conflicts: [], warnings: [] });
  });
});
