/** Where this browser keeps texts under names. */
export interface DeviceShelf {
  /** Whether what is kept here outlives the page: a browser in private mode, or a full one, keeps nothing. */
  readonly isLasting: boolean;
  find(name: string): string | undefined;
  /** Whether the text will outlive the page; it is found here until then in any case. */
  keep(name: string, text: string): boolean;
  drop(name: string): void;
  /** Tells when another tab has kept or dropped the text. */
  follow(name: string, onChange: (text: string | undefined) => void): void;
}

const PREFIX = 'banso.s.';

/**
 * The browser's storage that answers at once: what is kept here survives the page even
 * if it is killed before the next key. What it refuses is remembered as long as the page is open.
 */
export function openShelf(): DeviceShelf {
  const refused = new Map<string, string>();
  const attempt = <Result>(access: () => Result): Result | undefined => {
    try {
      return access();
    } catch {
      return undefined;
    }
  };
  const keep = (name: string, text: string): boolean => {
    const isKept = attempt(() => {
      localStorage.setItem(PREFIX + name, text);
      // Some browsers take everything and hold nothing.
      return localStorage.getItem(PREFIX + name) === text;
    });
    if (isKept) refused.delete(name);
    else refused.set(name, text);
    return isKept === true;
  };
  const drop = (name: string): void => {
    refused.delete(name);
    attempt(() => localStorage.removeItem(PREFIX + name));
  };
  const isLasting = keep('test', '1');
  drop('test');
  return {
    isLasting,
    find: (name) => refused.get(name) ?? attempt(() => localStorage.getItem(PREFIX + name)) ?? undefined,
    keep,
    drop,
    follow(name, onChange) {
      window.addEventListener('storage', (event) => {
        if (event.key === PREFIX + name) onChange(event.newValue ?? undefined);
        // Everything was cleared.
        else if (event.key === null) onChange(undefined);
      });
    },
  };
}

/**
 * Whether this browser clears what a page has kept once nobody has come back for seven days: Safari, and
 * every browser of an iPhone or iPad, which is Safari within (WebKit, "Full Third-Party Cookie Blocking and
 * More", 2020).
 */
export function clearsAfterAWeek({ userAgent }: { userAgent: string } = navigator): boolean {
  return /AppleWebKit/.test(userAgent) && !/Chrom|Android/.test(userAgent);
}
