import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { BansoDatabase } from '#client/storage/database.ts';
import { useWorkspace } from '#client/storage/workspace.ts';

/*
 * Favourites stay on this device, one list per person: the collections that are synced have
 * no place for them. A key means a programme only within its edition, hence `2013/p036`.
 */

const listsByDatabase = new WeakMap<BansoDatabase, ShallowRef<ReadonlySet<string>>>();

export interface Favourites {
  /** The keys of an edition's favourites. */
  keys: ComputedRef<ReadonlySet<string>>;
  toggle(key: string): void;
}

/** The person's favourites in the edition of a fiscal year, the same everywhere on the screen and in other tabs. */
export function useFavourites(fiscalYear: () => number | undefined): Favourites {
  const { db, session } = useWorkspace();
  const storageKey = `banso.favourites.${session.centre.id}.${session.user.id}`;
  const list = listsByDatabase.get(db) ?? shallowRef(read(storageKey));
  listsByDatabase.set(db, list);

  function followOtherTabs({ key }: StorageEvent): void {
    if (key === storageKey || key === null) list.value = read(storageKey);
  }
  window.addEventListener('storage', followOtherTabs);
  onScopeDispose(() => window.removeEventListener('storage', followOtherTabs));

  return {
    keys: computed(() => {
      const prefix = `${fiscalYear()}/`;
      return new Set([...list.value].filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length)));
    }),
    toggle(key) {
      const entry = `${fiscalYear()}/${key}`;
      const changed = new Set(list.value);
      if (!changed.delete(entry)) changed.add(entry);
      list.value = changed;
      keep(storageKey, changed);
    },
  };
}

function read(storageKey: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : []);
  } catch {
    // Storage that is blocked or was written by something else: one begins anew.
    return new Set();
  }
}

function keep(storageKey: string, entries: ReadonlySet<string>): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify([...entries]));
  } catch {
    // Where the browser refuses storage, favourites last until the page is closed.
  }
}
