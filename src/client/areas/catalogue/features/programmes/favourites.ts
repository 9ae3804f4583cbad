import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { BansoDatabase } from '#client/storage/database.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/*
 * Favourites stay on this device, one list per person: the collections that are synced have
 * no place for them. A key means the same programme in every edition; lists of before name the
 * edition too (`2013/p036`).
 */

const listsByDatabase = new WeakMap<BansoDatabase, ShallowRef<ReadonlySet<string>>>();

export interface Favourites {
  /** The favourites' keys, whichever editions have them. */
  keys: ComputedRef<ReadonlySet<string>>;
  toggle(key: string): void;
}

const EDITION_OF_BEFORE = /^\d{4}\//;

/** The person's favourites, the same in all editions, everywhere on the screen and in other tabs. */
export function useFavourites(): Favourites {
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
    keys: computed(() => list.value),
    toggle(key) {
      const changed = new Set(list.value);
      if (!changed.delete(key)) changed.add(key);
      list.value = changed;
      keep(storageKey, changed);
    },
  };
}

function read(storageKey: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return new Set(
      Array.isArray(stored)
        ? stored
            .filter((entry) => typeof entry === 'string')
            .map((entry) => entry.replace(EDITION_OF_BEFORE, ''))
        : [],
    );
  } catch {
    // Storage that is blocked or was written by something else: one begins anew.
    return new Set();
  }
}

function keep(storageKey: string, keys: ReadonlySet<string>): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify([...keys]));
  } catch {
    // Where the browser refuses storage, favourites last until the page is closed.
  }
}
