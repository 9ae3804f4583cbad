import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { withoutUnstorable } from '#domain/canonical/storable-text.ts';
import { canonicalJson, type Json, type JsonObject } from '#domain/canonical/json.ts';
import type { CollectionFields, Collection } from '#domain/records/collections.ts';
import { useComposition } from './composition.ts';
import type { Local } from '#client/storage/database.ts';
import { applyOverlays, valueAt, type Overlay } from './draft-overlay.ts';
import { deviceTrouble, keptState } from './device-trouble.ts';
import { findRecord, useRecord } from './records.ts';
import { useWorkspace } from './workspace.ts';
import { EditGivenUp } from '#client/storage/write-queue.ts';
import type { Edit } from '#client/storage/write-record.ts';

/**
 * Whether the person's edits are stored on this device; `mended`: all but half characters (one half
 * of a surrogate pair), which cannot be stored; `full` and `failed`: not yet, for want of room or
 * for another reason, and tried again by itself.
 */
export type SaveState = 'untouched' | 'saving' | 'saved' | 'mended' | 'full' | 'failed';

/**
 * How many of its own last values a draft remembers for each path. The database may answer late and
 * show one of them: that must not be taken for somebody else's change and wipe out newer typing.
 */
const REMEMBERED_OWN_VALUES = 5;

/** One record as its person is editing it. */
export interface RecordDraft<C extends Collection> {
  /** As it is stored on the device; `undefined` while it does not exist. */
  record: Readonly<Ref<Local<C> | undefined>>;
  /** The record's fields, with edits that are not stored yet and held paths laid over them. */
  fields: ComputedRef<Partial<CollectionFields[C]>>;
  ready: Readonly<Ref<boolean>>;
  saveState: Readonly<Ref<SaveState>>;
  /** Shows an edit at once and records it; resolves when it is durable. Rejects what could never be. */
  edit(edit: Edit<C>): Promise<void>;
  /**
   * For as long as a path is being typed in. What was typed then stays on the screen whatever the
   * database says, until it is stored. Afterwards a value from elsewhere (sync, another tab) is shown,
   * so that further typing builds on it and does not wipe it out; during a composition it waits.
   */
  hold(path: string): void;
  release(path: string): void;
}

/**
 * Follows and edits one record. The screen shows what the person entered before the device has
 * stored it: two quick taps build on each other, and a text that is being typed is never replaced
 * by an older answer of the database. What the device could not store yet is shown again by whoever
 * opens the record next.
 */
export function useRecordDraft<C extends Collection>(
  collection: C,
  id: () => string | undefined,
): RecordDraft<C> {
  const workspace = useWorkspace();
  const live = useRecord(collection, id);
  const record = shallowRef<Local<C> | undefined>();
  const overlays = shallowRef<ReadonlyMap<string, Overlay>>(new Map());
  const ownState = ref<SaveState>('untouched');
  let lastEdit = 0;

  const { isComposing } = useComposition(takeInNews);

  watch(live.data, see, { immediate: true });
  const saveState = computed((): SaveState => {
    const { isLasting, unsaved } = deviceTrouble.value ?? {};
    const isStuck = isLasting && unsaved?.some(({ recordId }) => recordId === id());
    return ownState.value === 'saving' && isStuck ? keptState() : ownState.value;
  });

  const fields = computed(
    () =>
      applyOverlays((record.value?.fields ?? {}) as JsonObject, overlays.value) as Partial<
        CollectionFields[C]
      >,
  );

  function see(newest: Local<C> | undefined): void {
    record.value = newest;
    takeInNews();
  }

  /** Shows values from elsewhere in the held paths whose own edits are stored. */
  function takeInNews(): void {
    if (isComposing()) return;
    const stored = (record.value?.fields ?? {}) as JsonObject;
    for (const [path, { edit: unsaved, own }] of overlays.value) {
      const value = valueAt(stored, path);
      if (unsaved === null && !own.includes(canonicalJson(value)))
        place(path, (overlay) => ({ ...overlay, value, own: [canonicalJson(value)] }));
    }
  }

  function place(path: string, change: (overlay: Overlay) => Overlay): void {
    const next = new Map(overlays.value);
    const after = change(next.get(path) ?? newOverlay(path));
    if (after.edit === null && !after.held) next.delete(path);
    else next.set(path, after);
    overlays.value = next;
  }

  function newOverlay(path: string): Overlay {
    const stored = valueAt((record.value?.fields ?? {}) as JsonObject, path);
    return {
      value: valueAt(fields.value as JsonObject, path),
      edit: null,
      held: false,
      own: [canonicalJson(stored)],
    };
  }

  async function edit(changes: Edit<C>): Promise<void> {
    const recordId = id();
    if (recordId === undefined) throw new Error(`no record of ${collection} is open`);
    // Begun before the screen is drawn anew: the database works while the browser draws.
    const writing = workspace.write(collection, recordId, changes);
    await follow(recordId, changes as Record<string, Json | undefined>, writing);
  }

  /** Shows an edit until it is durable, and says how far it is. */
  async function follow(
    recordId: string,
    given: Record<string, Json | undefined>,
    writing: Promise<void>,
  ): Promise<void> {
    const paths = Object.keys(given);
    const savable = withoutUnstorable(given);
    lastEdit += 1;
    const thisEdit = lastEdit;
    for (const path of paths) {
      const own = canonicalJson(savable[path] ?? null);
      place(path, (overlay) => ({
        ...overlay,
        value: given[path] ?? null,
        edit: thisEdit,
        own: [...overlay.own, own].slice(-REMEMBERED_OWN_VALUES),
      }));
    }
    ownState.value = 'saving';
    try {
      await writing;
    } catch (error) {
      if (error instanceof EditGivenUp) return;
      // The overlays stay: what the person entered can still be seen, copied or saved by a further edit.
      ownState.value = 'failed';
      throw error;
    }
    if (id() !== recordId) return;
    record.value = await findRecord(workspace.db, collection, recordId);
    for (const path of paths) {
      place(path, (overlay) => (overlay.edit === thisEdit ? { ...overlay, edit: null } : overlay));
    }
    takeInNews();
    if ([...overlays.value.values()].every((overlay) => overlay.edit === null))
      ownState.value = savable === given ? 'saved' : 'mended';
  }

  watch(
    id,
    (recordId) => {
      overlays.value = new Map();
      ownState.value = 'untouched';
      const unsaved = recordId !== undefined && workspace.findUnsaved(recordId);
      // Should it fail for good, whoever entered it is told.
      if (unsaved) follow(recordId, unsaved.edit, unsaved.saved).catch(() => undefined);
    },
    { immediate: true },
  );

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
