import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { Json, JsonObject } from '#domain/canonical/json.ts';
import type { CollectionFields } from '#domain/casework/model.ts';
import type { Collection } from '#domain/sync/change.ts';
import { splitPath } from '#domain/sync/fields.ts';
import type { Local } from './database.ts';
import { findRecord, useRecord } from './records.ts';
import { useWorkspace } from './workspace.ts';
import type { Edit } from './write-record.ts';

/** Whether what the person did is durable on this device. */
export type SaveState = 'untouched' | 'saving' | 'saved' | 'failed';

/** One record as its person is editing it. */
export interface RecordDraft<C extends Collection> {
  /** As it stands on the device; `undefined` while it does not exist. */
  record: Readonly<Ref<Local<C> | undefined>>;
  /** The record's fields with what is still on its way to the device on top. */
  fields: ComputedRef<Partial<CollectionFields[C]>>;
  ready: Readonly<Ref<boolean>>;
  saveState: Readonly<Ref<SaveState>>;
  /** Shows an edit at once and records it; resolves when it is durable. Rejects when the device cannot keep it. */
  edit(edit: Edit<C>): Promise<void>;
  /** While a path is held, as during typing, nothing that arrives from elsewhere replaces it on the screen. */
  hold(path: string): void;
  release(path: string): void;
}

interface Overlay {
  value: Json;
  /** The edit that last set it and is not durable yet. */
  edit: number | null;
  held: boolean;
}

/**
 * Follows and edits one record. What the person did leads on the screen until the device
 * has it: two quick taps build on each other, and a text that is being typed, compositions
 * included, is never replaced by an older answer of the database.
 */
export function useRecordDraft<C extends Collection>(collection: C, id: () => string | undefined): RecordDraft<C> {
  const workspace = useWorkspace();
  const live = useRecord(collection, id);
  const record = shallowRef<Local<C> | undefined>();
  const overlays = shallowRef<ReadonlyMap<string, Overlay>>(new Map());
  const saveState = ref<SaveState>('untouched');
  let lastEdit = 0;

  watch(live.data, (newest) => (record.value = newest), { immediate: true });
  watch(id, () => {
    overlays.value = new Map();
    saveState.value = 'untouched';
  });

  const fields = computed(() => applyOverlays((record.value?.fields ?? {}) as JsonObject, overlays.value) as Partial<CollectionFields[C]>);

  function place(path: string, change: (overlay: Overlay) => Overlay): void {
    const before = overlays.value.get(path) ?? { value: valueAt(fields.value as JsonObject, path), edit: null, held: false };
    const next = new Map(overlays.value);
    const after = change(before);
    if (after.edit === null && !after.held) next.delete(path);
    else next.set(path, after);
    overlays.value = next;
  }

  async function edit(changes: Edit<C>): Promise<void> {
    const recordId = id();
    if (recordId === undefined) throw new Error(`no record of ${collection} is open`);
    const given = changes as Record<string, Json | undefined>;
    const paths = Object.keys(given);
    // Begun before the screen is drawn anew: the database works while the browser draws.
    const writing = workspace.write(collection, recordId, changes);
    lastEdit += 1;
    const thisEdit = lastEdit;
    for (const path of paths) place(path, (overlay) => ({ ...overlay, value: given[path] ?? null, edit: thisEdit }));
    saveState.value = 'saving';
    try {
      await writing;
    } catch (error) {
      // What the person entered stays on the screen; only their leaving would lose it now.
      saveState.value = 'failed';
      throw error;
    }
    if (id() !== recordId) return;
    record.value = await findRecord(workspace.db, collection, recordId);
    for (const path of paths) {
      place(path, (overlay) => (overlay.edit === thisEdit ? { ...overlay, edit: null } : overlay));
    }
    if ([...overlays.value.values()].every((overlay) => overlay.edit === null)) saveState.value = 'saved';
  }

  return {
    record,
    fields,
    ready: live.ready,
    saveState,
    edit,
    hold: (path) => place(path, (overlay) => ({ ...overlay, held: true })),
    release: (path) => place(path, (overlay) => ({ ...overlay, held: false })),
  };
}

function valueAt(fields: JsonObject, path: string): Json {
  const [name, key] = splitPath(path);
  const value = fields[name] ?? null;
  if (key === undefined) return value;
  return (isMap(value) ? value[key] : null) ?? null;
}

function applyOverlays(fields: JsonObject, overlays: ReadonlyMap<string, Overlay>): JsonObject {
  if (overlays.size === 0) return fields;
  const result: JsonObject = { ...fields };
  for (const [path, { value }] of overlays) {
    const [name, key] = splitPath(path);
    if (key === undefined) {
      set(result, name, value);
      continue;
    }
    const before = result[name];
    const map: JsonObject = isMap(before) ? { ...before } : {};
    set(map, key, value);
    result[name] = map;
  }
  return result;
}

function set(target: JsonObject, key: string, value: Json): void {
  if (value === null) delete target[key];
  else target[key] = value;
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
