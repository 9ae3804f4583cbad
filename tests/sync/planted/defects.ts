/** A defect as a change of the sources' text, and who has to notice it. */
export interface PlantedDefect {
  name: string;
  edits: readonly { file: string; find: string; put: string }[];
  /** The simulator, unless tests are named that do. */
  noticedBy?: readonly string[];
}

const PUSH = 'src/server/sync/push.ts';
const QUEUE = 'src/server/sync/push-queue.ts';
const MERGE = 'src/domain/sync/merge.ts';
const APPLY = 'src/client/storage/apply-server-state.ts';
const REFILL = 'src/client/storage/refill.ts';
const WRITE = 'src/client/storage/write-record.ts';
const CLIENT_PUSH = 'src/client/sync/push.ts';
const HAND_OVER = 'src/server/records/consequences/hand-over.ts';
const HAND_OVERS = 'src/server/records/consequences/hand-overs.ts';
const CLIENT_PULL = 'src/client/sync/pull.ts';

/** What sync must never do, each once as it might come about by a slip. */
export const PLANTED_DEFECTS: readonly PlantedDefect[] = [
  {
    name: 'no idempotency',
    edits: [{ file: PUSH, find: 'if (known) return this.repeat(known, change, changeHash);', put: '' }],
  },
  {
    name: 'cursor before the page',
    edits: [
      {
        file: APPLY,
        find: "  await db.transaction('rw', db.recordTables, async () => {\n    await placeRecords(db, page.records);",
        put: "  await db.setMeta('cursor', page.cursor);\n  await db.transaction('rw', db.recordTables, async () => {\n    await placeRecords(db, page.records);",
      },
    ],
  },
  {
    name: 'receipt not compared',
    edits: [{ file: APPLY, find: 'result.receipt.changeHash !== hashJson(entry.change)', put: 'false' }],
    noticedBy: ['tests/sync/receipts.test.ts'],
  },
  {
    name: 'hash made from what was sent',
    edits: [
      {
        file: PUSH,
        find: "row.change === '' ? row.change_hash : hashText(canonicalJson(JSON.parse(row.change)))",
        put: 'row.change_hash',
      },
    ],
    noticedBy: ['tests/sync/receipts.test.ts'],
  },
  {
    name: 'merge drops a unit',
    edits: [
      {
        file: MERGE,
        find: 'Object.assign(this.taken, fields);',
        put: "if (unit !== 'place') Object.assign(this.taken, fields);",
      },
    ],
  },
  {
    name: 'merge drops a conflict',
    edits: [{ file: MERGE, find: 'this.record.conflicts.push(conflict);', put: 'void conflict;' }],
  },
  {
    name: 'outbox outside the transaction',
    edits: [
      {
        file: WRITE,
        find: 'import { canonicalJson',
        put: "import Dexie from 'dexie';\nimport { canonicalJson",
      },
      {
        file: WRITE,
        find: '      db.outbox.bulkPut(entries),',
        put: '      void Dexie.ignoreTransaction(() => db.outbox.bulkPut(entries)),',
      },
    ],
  },
  {
    name: 'fold of what is in flight',
    edits: [{ file: WRITE, find: "last?.state === 'pending' &&", put: 'last !== undefined &&' }],
  },
  {
    name: 'base revision renewed on folding',
    edits: [
      { file: WRITE, find: ' && last.change.baseRevision === baseRevision;', put: ';' },
      {
        file: WRITE,
        find: 'const baseRevision = seenRevision(definition, decision.fields, waiting, current);',
        put: 'const baseRevision = current?.revision ?? 0;',
      },
      {
        file: WRITE,
        find: 'baseRevision: Math.min(last.baseRevision, step.baseRevision),',
        put: 'baseRevision: step.baseRevision,',
      },
    ],
  },
  {
    name: 'shadow missing',
    edits: [{ file: WRITE, find: 'fresh && db.shadows.put(fresh),', put: '' }],
    noticedBy: ['tests/client/storage/write-record.test.ts'],
  },
  {
    name: 'conflict dropped on pull',
    edits: [
      {
        file: 'src/client/storage/pending-view.ts',
        find: 'conflicts: conflicts ?? [],',
        put: 'conflicts: conflicts && [],',
      },
    ],
  },
  {
    name: 'delete loses fields',
    edits: [
      {
        file: MERGE,
        find: 'this.record.deletedAt ??= this.arrival.serverTime;',
        put: 'this.record.deletedAt ??= this.arrival.serverTime;\n    this.record.fields = {};',
      },
    ],
  },
  {
    name: 'revision visible late',
    edits: [
      {
        file: QUEUE,
        find: 'const queues = new Map<string, Waiting[]>();',
        put: 'const queues = new Map<string, Waiting[]>();\n  Object.assign(globalThis, { plantedDb: db });',
      },
      {
        file: PUSH,
        find: 'await takeRevisions(tx, pusher.centreId, incoming.length)',
        put: 'await takeRevisions((globalThis as unknown as { plantedDb: typeof tx }).plantedDb, pusher.centreId, incoming.length)',
      },
    ],
    noticedBy: ['tests/sync/processes.long.test.ts'],
  },
  {
    name: 'role change keeps the replica',
    edits: [
      {
        file: CLIENT_PULL,
        find: 'accessVersion !== undefined && accessVersion !== page.accessVersion',
        put: 'false',
      },
      {
        file: CLIENT_PULL,
        find: 'role !== undefined && page.role !== undefined && role !== page.role',
        put: 'false',
      },
    ],
  },
  {
    name: 'epoch ignored',
    edits: [
      { file: CLIENT_PULL, find: 'epoch !== undefined && epoch !== page.epoch', put: 'false' },
      { file: APPLY, find: 'known !== undefined && known !== epoch', put: 'false' },
    ],
  },
  {
    name: 'quarantine blocks others',
    edits: [
      {
        file: 'src/client/sync/list-sendable.ts',
        find: 'const batch: OutboxEntry[] = [];',
        put: 'const batch: OutboxEntry[] = [];\n  if (quarantined.length > 0) return batch;',
      },
    ],
    noticedBy: ['tests/client/sync/list-sendable.test.ts'],
  },
  {
    name: 'nothing re-sent after a restore',
    edits: [
      { file: REFILL, find: 'if (resend) await putBack', put: "if (resend && db.name === '') await putBack" },
    ],
  },
  {
    name: 'left the outbox before the answer',
    edits: [
      {
        file: CLIENT_PUSH,
        find: '    if (batch.length === 0) break;',
        put: '    if (batch.length === 0) break;\n    await db.outbox.bulkDelete(batch.map(({ deviceSeq }) => deviceSeq));',
      },
    ],
  },
  {
    name: 'pending not on top',
    edits: [
      {
        file: 'src/client/storage/pending-view.ts',
        find: 'for (const { change, overtaken } of pending) {',
        put: 'for (const { change, overtaken } of server ? [] : pending) {',
      },
    ],
  },
  {
    name: 'sent again over what was taken later',
    edits: [{ file: APPLY, find: 'await noteOvertaken(db, taken);', put: '' }],
    noticedBy: ['tests/client/storage/refill.test.ts'],
  },
  {
    name: 'a new replica without what was taken meanwhile',
    edits: [
      {
        file: APPLY,
        find: "if (await db.getMeta('refill')) await putArriving(db, [...records.values()]);",
        put: '',
      },
    ],
    noticedBy: ['tests/client/storage/refill.test.ts'],
  },
  {
    name: 'page boundary skips one',
    edits: [
      {
        file: 'src/server/sync/pull.ts',
        find: 'cursor: page.last,',
        put: 'cursor: page.last + (page.more ? 1 : 0),',
      },
    ],
  },
  {
    name: 'answered before commit',
    edits: [
      {
        file: QUEUE,
        find: '        for (const { pusher, changes } of group) results.push(await pushChanges(tx, pusher, changes));',
        put: '        for (const { pusher, changes, resolve } of group) {\n          results.push(await pushChanges(tx, pusher, changes));\n          resolve(results.at(-1)!);\n        }',
      },
    ],
  },
  {
    name: 'copies of a device pass for it',
    edits: [
      {
        file: 'src/server/sync/push-sender.ts',
        find: 'if (install && device?.userId === userId) {',
        put: 'if (install && device?.userId === "") {',
      },
    ],
    noticedBy: ['tests/sync/cloned-device.test.ts'],
  },
  { name: 'ledger not kept', edits: [{ file: APPLY, find: 'await db.ledger.put({', put: 'void ({' }] },
  {
    name: 'one bad change fails all',
    edits: [
      {
        file: PUSH,
        find: '      if (!(error instanceof Rejection)) throw error;',
        put: '      throw error;',
      },
    ],
    noticedBy: ['tests/server/sync/sync-routes.test.ts'],
  },
  {
    name: 'provision without looking at withdrawals',
    edits: [
      {
        file: 'src/domain/casework/consent.ts',
        find: "  if (withdrawals.length > 0) return 'consentWithdrawn';\n",
        put: '',
      },
    ],
  },
  {
    name: 'provision not in the same transaction',
    edits: [
      {
        file: QUEUE,
        find: 'const queues = new Map<string, Waiting[]>();',
        put: 'const queues = new Map<string, Waiting[]>();\n  Object.assign(globalThis, { plantedDb: db });',
      },
      {
        file: HAND_OVER,
        find: 'await insertProvision(tx, centreId, {',
        put: 'void insertProvision((globalThis as unknown as { plantedDb: typeof tx }).plantedDb, centreId, {',
      },
      {
        file: HAND_OVER,
        find: '    at: serverTime,\n  });\n  await audit',
        put: '    at: serverTime,\n  }).catch(() => {});\n  await audit',
      },
    ],
  },
  {
    name: 'unmerge does not clear the pointer',
    edits: [
      {
        file: 'src/domain/casework/account-merge.ts',
        find: 'other: { mergedInto: null, mergedAt: null,',
        put: 'other: { mergedAt: null,',
      },
    ],
  },
  {
    name: 'consent row deleted on withdrawal',
    edits: [
      {
        file: HAND_OVERS,
        find: 'else if (withdraws !== undefined) noticed.consents.add(withdraws);',
        put: 'else if (withdraws !== undefined) {\n          noticed.consents.add(withdraws);\n          noticed.callers.set(`gone ${withdraws}`, withdraws);\n        }',
      },
      {
        file: HAND_OVERS,
        find: '  const decisions: Decision[] = [];',
        put: "  const decisions: Decision[] = [];\n  for (const [key, id] of noticed.callers)\n    if (key.startsWith('gone '))\n      await tx.deleteFrom('records').where('centre_id', '=', centreId).where('record_id', '=', id).execute();",
      },
    ],
  },
];
