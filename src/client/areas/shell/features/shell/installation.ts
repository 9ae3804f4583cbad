import { computed, ref } from 'vue';

/** Chromium's event; not in the DOM typings because it is no standard. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/** How this device lets the app be put on its Home Screen. */
export type InstallWay = 'installed' | 'prompt' | 'ios' | 'menu';

const offer = ref<BeforeInstallPromptEvent | null>(null);
const isInstalled = ref(false);

/** Whether a device is an iPhone or iPad; newer iPads call themselves a Mac with a touch screen. */
export function isIosDevice(device: {
  userAgent: string;
  platform: string;
  maxTouchPoints: number;
}): boolean {
  return (
    /iPhone|iPad|iPod/.test(device.userAgent) || (device.platform === 'MacIntel' && device.maxTouchPoints > 1)
  );
}

/** How the app gets on this device's Home Screen, as far as the browser has told by now. */
export const installWay = computed<InstallWay>(() => {
  if (isInstalled.value) return 'installed';
  if (offer.value) return 'prompt';
  return isIosDevice(navigator) ? 'ios' : 'menu';
});

/** Listens for the browser's offer to install. Called once, first of all: the event comes early and once. */
export function listenForInstallation(): void {
  isInstalled.value =
    matchMedia('(display-mode: standalone)').matches ||
    ('standalone' in navigator && navigator.standalone === true);
  addEventListener('beforeinstallprompt', (event) => {
    // The app asks at its own time and in its own words.
    event.preventDefault();
    offer.value = event as BeforeInstallPromptEvent;
  });
  addEventListener('appinstalled', () => {
    offer.value = null;
    isInstalled.value = true;
  });
}

/** Shows the browser's own question; it can be asked only once per offer. */
export async function install(): Promise<void> {
  const asked = offer.value;
  if (!asked) return;
  await asked.prompt();
  await asked.userChoice;
  offer.value = null;
}
