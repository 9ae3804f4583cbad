import { readonly, ref } from 'vue';
import { registerSW } from 'virtual:pwa-register';

const CHECK_EVERY_MS = 60 * 60_000;

const isWaiting = ref(false);
const isDeferred = ref(false);
let wasAskedHere = false;
let activate: (() => Promise<void>) | undefined;

/** A newer version of the app is on the device and waits for the person. */
export const isUpdateWaiting = readonly(isWaiting);
/** The person said "later"; the new version then starts with the next start of the app. */
export const isUpdateDeferred = readonly(isDeferred);

/**
 * Registers the service worker and keeps an eye on new versions: at the start, and when
 * the app comes back to the front after more than an hour. Called once.
 */
export function watchForUpdates(): void {
  activate = registerSW({
    onNeedRefresh: () => (isWaiting.value = true),
    // Another tab may have agreed: this one goes on undisturbed, its files are kept (see precache.ts).
    onNeedReload: () => {
      if (wasAskedHere) location.reload();
    },
    onRegisteredSW: (_url, registration) => {
      let checkedAt = Date.now();
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState !== 'visible' || Date.now() - checkedAt < CHECK_EVERY_MS) return;
        checkedAt = Date.now();
        // Without a network there is nothing to learn, and the next time will do.
        registration?.update().catch(() => undefined);
      });
    },
  });
}

/** Starts the new version, here and now; the page reloads. */
export async function applyUpdate(): Promise<void> {
  wasAskedHere = true;
  await activate?.();
}

export function deferUpdate(): void {
  isDeferred.value = true;
}
