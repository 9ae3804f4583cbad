/*
 * Stands for `virtual:pwa-register`, which only a build provides.
 */

let tell: (() => void) | undefined;
let applied = 0;

/** Takes the place of the real registration: no service worker comes into play. */
export function registerSW({ onNeedRefresh }: { onNeedRefresh?: () => void }): () => Promise<void> {
  tell = onNeedRefresh;
  return () => {
    applied++;
    return Promise.resolve();
  };
}

/** A newer version is ready. */
export function announceUpdate(): void {
  tell?.();
}

/** How often the newer version was started. */
export function countUpdates(): number {
  return applied;
}
