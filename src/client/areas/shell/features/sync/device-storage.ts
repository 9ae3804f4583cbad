import { onMounted, ref, type Ref } from 'vue';

/** How the browser treats what this device keeps. */
export interface DeviceStorage {
  persisted: Ref<boolean | null>;
  usage: Ref<{ usedBytes: number; quotaBytes: number } | null>;
  /** Asks the browser not to clear it; `false` when it refuses. */
  protect: () => Promise<boolean>;
}

/** Asks the browser once to keep this device's records; called when the first valuable thing is saved. */
export async function askForPersistence(): Promise<void> {
  if (!navigator.storage?.persist || (await navigator.storage.persisted())) return;
  await navigator.storage.persist();
}

/** The state of this device's storage; unknown (`null`) where the browser does not tell. */
export function useDeviceStorage(): DeviceStorage {
  const persisted = ref<boolean | null>(null);
  const usage = ref<{ usedBytes: number; quotaBytes: number } | null>(null);

  async function read(): Promise<void> {
    if (!navigator.storage) return;
    persisted.value = (await navigator.storage.persisted?.()) ?? null;
    const estimate = await navigator.storage.estimate?.();
    if (estimate?.usage !== undefined && estimate.quota !== undefined) {
      usage.value = { usedBytes: estimate.usage, quotaBytes: estimate.quota };
    }
  }

  async function protect(): Promise<boolean> {
    const granted = (await navigator.storage?.persist?.()) ?? false;
    await read();
    return granted;
  }

  onMounted(() => void read());
  return { persisted, usage, protect };
}

/** A number of bytes as people say it: 1.2 MB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
