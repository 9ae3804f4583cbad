/** Where this device keeps texts under names. */
export interface DeviceShelf {
  find(name: string): string | undefined;
  /** Whether the text is kept: a browser in private mode, or a full one, keeps nothing. */
  keep(name: string, text: string): boolean;
  drop(name: string): void;
  /** Tells when another tab has kept or dropped the text. */
  follow(name: string, onChange: (text: string | undefined) => void): void;
}

const PREFIX = 'banso.s.';

/**
 * The browser's storage that answers at once: what is kept here survives the page even
 * if it is killed before the next key.
 */
export const browserShelf: DeviceShelf = {
  find(name) {
    try {
      return localStorage.getItem(PREFIX + name) ?? undefined;
    } catch {
      return undefined;
    }
  },
  keep(name, text) {
    try {
      localStorage.setItem(PREFIX + name, text);
      return true;
    } catch {
      return false;
    }
  },
  drop(name) {
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      // Where nothing can be kept there is nothing to drop.
    }
  },
  follow(name, onChange) {
    window.addEventListener('storage', (event) => {
      if (event.key === PREFIX + name) onChange(event.newValue ?? undefined);
      // Everything was cleared.
      else if (event.key === null) onChange(undefined);
    });
  },
};
