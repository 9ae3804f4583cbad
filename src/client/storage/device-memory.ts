/** A word that this device remembers, or `undefined`, also where the browser refuses storage (blocked cookies). */
export function findRemembered(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Has the device remember a word; where the browser refuses, it lasts until the page is closed. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but a preference.
  }
}

/** Has the device forget a word; where the browser refuses storage there is none. */
export function forgetRemembered(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
