import { readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Instant } from '#domain/canonical/dates.ts';
import type { DeviceShelf } from './device-shelf.ts';
import { beginResponse, mergeKeptResponses, parseKeptResponse, type KeptResponse } from './kept-response.ts';

/** Whether what stands on the screen is kept in the browser; `memoryOnly`: it goes, or would go, with the page. */
export type SaveState = 'untouched' | 'saved' | 'memoryOnly';

/** The response of this page, each change of it kept before the next key is pressed. */
export interface ResponseKeeper {
  response: Readonly<ShallowRef<KeptResponse>>;
  saveState: Readonly<Ref<SaveState>>;
  /** What stood here could not be read; it is set aside and one begins anew. */
  wasBroken: boolean;
  /** Another tab went on with the same response. */
  hasFollowed: Readonly<Ref<boolean>>;
  change(update: (before: KeptResponse) => KeptResponse): void;
  /** Forgets the response; the next change begins another. */
  drop(): void;
}

/**
 * Puts a response that comes from elsewhere on the shelf: beside what is there already, of each answer the later
 * one. False when the text is none.
 */
export function takeOver(shelf: DeviceShelf, name: string, text: string | undefined): boolean {
  const other = parseKeptResponse(text ?? '');
  if (!other) return false;
  const own = parseKeptResponse(shelf.find(name) ?? '');
  shelf.keep(name, JSON.stringify(own ? mergeKeptResponses(own, other) : other));
  return true;
}

/**
 * Takes up the response that this device keeps under a name, or begins one. Nothing is
 * written before something was answered.
 */
export function keepResponse(
  shelf: DeviceShelf,
  name: string,
  { now, newSeed }: { now: () => Instant; newSeed: () => string },
): ResponseKeeper {
  const begin = () => beginResponse(now(), newSeed());
  /** As this page last saw it on the shelf. */
  let seen = shelf.find(name);
  const found = seen === undefined ? undefined : parseKeptResponse(seen);
  const wasBroken = seen !== undefined && !found;
  if (seen !== undefined && wasBroken) shelf.keep(`${name}.broken`, seen);

  const response = shallowRef(found ?? begin());
  const untouched: SaveState = shelf.isLasting ? 'untouched' : 'memoryOnly';
  const saveState = ref<SaveState>(found && shelf.isLasting ? 'saved' : untouched);
  const hasFollowed = ref(false);

  /** Another tab may have written without this one having been told yet: a phone lets hidden tabs sleep. */
  function takeIn(): void {
    const text = shelf.find(name);
    if (text === seen || text === undefined) return;
    const other = parseKeptResponse(text);
    if (other) response.value = mergeKeptResponses(response.value, other);
  }

  shelf.follow(name, (text) => {
    const other = text === undefined ? begin() : parseKeptResponse(text);
    if (!other) return;
    seen = text;
    response.value = other;
    saveState.value = text === undefined ? untouched : 'saved';
    hasFollowed.value = true;
  });

  return {
    response,
    saveState: readonly(saveState),
    wasBroken,
    hasFollowed: readonly(hasFollowed),
    change(update) {
      takeIn();
      const next = update(response.value);
      const text = JSON.stringify(next);
      // On the device first, on the screen afterwards.
      const isKept = shelf.keep(name, text);
      if (isKept) seen = text;
      response.value = next;
      saveState.value = isKept ? 'saved' : 'memoryOnly';
      hasFollowed.value = false;
    },
    drop() {
      shelf.drop(name);
      seen = undefined;
      response.value = begin();
      saveState.value = untouched;
    },
  };
}
