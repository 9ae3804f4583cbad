import { computed, type ComputedRef, type Ref } from 'vue';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { buildProgrammeIndex, type ProgrammeIndex } from '#domain/catalogue/search/search.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { findEdition, listEditionYears } from '#client/records/documents.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** An edition on this device. */
export interface CatalogueOnDevice {
  /** The edition that was asked for; `undefined` when this device does not have it. */
  catalogue: ComputedRef<Catalogue | undefined>;
  /** The fiscal years of all editions here, the newest first. */
  years: ComputedRef<readonly number[]>;
  /** False until the device has been asked. */
  ready: Readonly<Ref<boolean>>;
}

interface Held {
  years: readonly number[];
  catalogue: Catalogue | undefined;
}

const NOTHING: Held = { years: [], catalogue: undefined };

// Kept while the person's database lives: coming back to the list, its rows have to stand
// at once, or the browser could not return to where the person had scrolled to.
const lastSeen = new WeakMap<BansoDatabase, Map<number | undefined, Held>>();
const indexes = new WeakMap<Catalogue, ProgrammeIndex>();

/** Follows an edition of the programme catalogue on this device: that of a fiscal year, else the newest. */
export function useCatalogue(fiscalYear: () => number | undefined = () => undefined): CatalogueOnDevice {
  const { db } = useWorkspace();
  const seen = lastSeen.get(db) ?? new Map<number | undefined, Held>();
  lastSeen.set(db, seen);
  const known = seen.get(fiscalYear());

  async function read(): Promise<Held> {
    const wanted = fiscalYear();
    const years = await listEditionYears(db);
    const year = wanted ?? years[0];
    const held = { years, catalogue: year === undefined ? undefined : await findEdition(db, year) };
    if (held.catalogue) seen.set(wanted, held);
    return held;
  }

  const { data, ready } = useLiveQuery(read, known ?? NOTHING, fiscalYear);
  return {
    catalogue: computed(() => data.value.catalogue),
    years: computed(() => data.value.years),
    ready: computed(() => ready.value || known !== undefined),
  };
}

/** An edition prepared for searching; the work is done once. */
export function getProgrammeIndex(catalogue: Catalogue): ProgrammeIndex {
  const index = indexes.get(catalogue) ?? buildProgrammeIndex(catalogue.programmes);
  indexes.set(catalogue, index);
  return index;
}
