import { computed, watch, type ComputedRef, type Ref } from 'vue';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { buildProgrammeIndex, type ProgrammeIndex } from '#domain/catalogue/search.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { findDocument } from '#client/storage/documents.ts';
import { useLiveQuery } from '#client/storage/live-query.ts';
import { useWorkspace } from '#client/storage/workspace.ts';

/** The edition on this device, prepared for searching. */
export interface CatalogueOnDevice {
  catalogue: ComputedRef<Catalogue | undefined>;
  index: ComputedRef<ProgrammeIndex>;
  /** False until the device has been asked whether it has one. */
  ready: Readonly<Ref<boolean>>;
}

// Kept while the person's database lives: coming back to the list, its rows have to stand
// at once, or the browser could not return to where the person had scrolled to.
const lastSeen = new WeakMap<BansoDatabase, Catalogue>();

/** Follows the programme catalogue on this device. */
export function useCatalogue(): CatalogueOnDevice {
  const { db } = useWorkspace();
  const known = lastSeen.get(db);
  const { data, ready } = useLiveQuery(() => findDocument(db, 'catalogue'), known);
  watch(data, (catalogue) => catalogue && lastSeen.set(db, catalogue));
  return {
    catalogue: computed(() => data.value),
    index: computed(() => buildProgrammeIndex(data.value?.programmes ?? [])),
    ready: computed(() => ready.value || known !== undefined),
  };
}
