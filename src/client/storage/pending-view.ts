import { applyFields, withoutLater } from '#domain/sync/fields.ts';
import type { MergeRules } from '#domain/sync/merge-rules.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { LocalRecord, OutboxEntry } from './database.ts';

/**
 * A record as its person sees it: the server's state (or none) with the pending
 * edits on top, in the order they were made. `undefined` when there is neither.
 */
export function pendingView(
  rules: MergeRules,
  server: SyncRecord | null,
  pending: readonly OutboxEntry[],
): LocalRecord | undefined {
  if (!server && pending.length === 0) return undefined;
  const view: LocalRecord = server
    ? toLocal(server)
    : { id: pending[0]!.recordId, revision: 0, fields: {}, deletedAt: null, conflicts: [], warnings: [] };
  for (const { change, overtaken } of pending) {
    if (change.kind === 'delete') {
      if (!overtaken) view.deletedAt = change.madeAt;
      continue;
    }
    const settled = Object.keys(change.fields).filter((path) => path.startsWith('conflicts/'));
    const written = Object.fromEntries(
      Object.entries(change.fields).filter(([path]) => !path.startsWith('conflicts/')),
    );
    view.conflicts = view.conflicts.filter(({ id }) => !settled.includes(`conflicts/${id}`));
    const standing = overtaken ? withoutLater(rules, written, overtaken) : written;
    view.fields = applyFields(rules, view.fields as SyncRecord['fields'], standing);
    if (Object.keys(written).length > 0 && !overtaken) view.deletedAt = null;
  }
  return withAttention(view);
}

/** A record without pending edits, as it is kept on the device. */
export function toLocal({
  id,
  revision,
  fields,
  deletedAt,
  conflicts,
  warnings,
  erased,
}: SyncRecord): LocalRecord {
  return withAttention({
    id,
    revision,
    fields,
    deletedAt,
    conflicts: conflicts ?? [],
    warnings: warnings ?? [],
    ...(erased && { erased }),
  });
}

function withAttention({ attention: _before, ...record }: LocalRecord): LocalRecord {
  return record.conflicts.length > 0 ? { ...record, attention: 1 } : record;
}
