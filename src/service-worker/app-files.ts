/// <reference lib="webworker" />
const worker = self as unknown as ServiceWorkerGlobalScope;

/** A file of the app as the build lists it: `revision` tells versions apart where the name does not. */
export interface ListedFile {
  url: string;
  revision: string | null;
}

/** Side by side; a browser opens six connections at most, and the page needs some for itself. */
const LANES = 4;
/** So many failures in a row are no accident: the connection is gone, or the device is full. */
const MOST_FAILURES_IN_A_ROW = LANES;
/** Enough for the largest file on a very slow line; one that hangs must not hold the others up for ever. */
const PATIENCE_MS = 120_000;

/** All files of one version of the app, kept on this device by their content. */
export class AppFiles {
  /** Devices hold the app under this name since the first release. */
  private readonly cacheName = `workbox-precache-v2-${worker.registration.scope}`;
  /** Where each file is kept, by its address. */
  private readonly keys: ReadonlyMap<string, string>;
  private underWay: Promise<void> | undefined;

  constructor(listed: readonly ListedFile[]) {
    this.keys = new Map(
      listed.map(({ url, revision }) => {
        const address = new URL(url, worker.location.href);
        const key = new URL(address);
        if (revision !== null) key.searchParams.set('__WB_REVISION__', revision);
        return [address.href, key.href];
      }),
    );
  }

  get total(): number {
    return this.keys.size;
  }

  /** Under which keys this version keeps its files. */
  listKeys(): Set<string> {
    return new Set(this.keys.values());
  }

  open(): Promise<Cache> {
    return caches.open(this.cacheName);
  }

  /** A kept file, of this version or one before; nothing where the browser's storage fails. */
  async find(address: string): Promise<Response | undefined> {
    try {
      // Hashed files of the version before are kept under their plain address.
      return await (await this.open()).match(this.keys.get(address) ?? address);
    } catch {
      return undefined;
    }
  }

  /**
   * Fetches what is not kept yet, several files at a time; what has come stays for the next
   * attempt when others do not come. One attempt at a time.
   *
   * @param tell hears how many files are kept: at the start and after each one.
   * @throws what the last file that did not come failed with.
   */
  complete(tell: (kept: number) => void): Promise<void> {
    this.underWay ??= this.fetchMissing(tell).finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  private async fetchMissing(tell: (kept: number) => void): Promise<void> {
    const cache = await this.open();
    const before = new Set((await cache.keys()).map(({ url }) => url));
    const missing = [...this.keys].filter(([, key]) => !before.has(key));
    let kept = this.total - missing.length;
    let failuresInARow = 0;
    let failure: unknown;
    tell(kept);
    const fetchOneByOne = async (): Promise<void> => {
      while (failuresInARow < MOST_FAILURES_IN_A_ROW) {
        const next = missing.shift();
        if (!next) return;
        try {
          await fetchInto(cache, ...next);
          failuresInARow = 0;
          tell((kept += 1));
        } catch (error) {
          failuresInARow += 1;
          failure = error;
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, fetchOneByOne));
    if (kept < this.total) throw failure;
  }
}

async function fetchInto(cache: Cache, address: string, key: string): Promise<void> {
  const response = await fetch(address, {
    // What its name does not tell apart might be an older one in the browser's own cache.
    cache: key === address ? 'default' : 'reload',
    credentials: 'same-origin',
    redirect: 'error',
    // The screen that is open goes first.
    priority: 'low',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  await cache.put(key, response);
}
