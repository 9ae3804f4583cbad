import { readonly, ref, shallowRef } from 'vue';

/**
 * How far this device can do without a network: whether all files of the app are on it and its
 * service worker answers with them.
 *
 * - `unknown`: not looked at yet.
 * - `unavailable`: this browser, or a page without TLS, has no service worker.
 * - `fetching`, `stopped`: some files are missing; they are being fetched, or that broke off and is tried again.
 * - `ready`: the app opens anywhere.
 */
export interface AppFiles {
  state: 'unknown' | 'unavailable' | 'fetching' | 'stopped' | 'ready';
  /** How many files are on the device; `total` is 0 before the worker has told. */
  kept: number;
  total: number;
}

/** Whether the app cannot be relied on without a network yet. */
export function isAppMissing({ state }: AppFiles): boolean {
  return state === 'fetching' || state === 'stopped';
}

const files = shallowRef<AppFiles>({ state: 'unknown', kept: 0, total: 0 });
const isWaiting = ref(false);
const isDeferred = ref(false);

export const appFiles = readonly(files);
/** A newer version of the app is on the device than the one this page runs. */
export const isUpdateWaiting = readonly(isWaiting);
/** The person said "later"; the new version then starts with the next start of the app. */
export const isUpdateDeferred = readonly(isDeferred);

export function deferUpdate(): void {
  isDeferred.value = true;
}

/** For what looks after the files: tells how things stand. */
export function tellAppFiles(change: Partial<AppFiles>): void {
  files.value = { ...files.value, ...change };
}

/** For what looks after the files: a newer version is there, or not. */
export function tellUpdate(isThere: boolean): void {
  isWaiting.value = isThere;
}
