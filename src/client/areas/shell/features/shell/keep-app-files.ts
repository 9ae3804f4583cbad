import { appFiles, tellAppFiles, tellUpdate } from './app-files.ts';

const CHECK_EVERY_MS = 60 * 60_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 10 * 60_000;

const SCOPE = import.meta.env.BASE_URL;

/** The browser's service workers; none without TLS, or in some private windows. */
export function findContainer(): ServiceWorkerContainer | undefined {
  return (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
}

/**
 * Sees to it that the app is on this device, wholly and in its newest version: registers the
 * service worker, follows how many files it has fetched, and begins again what broke off: on
 * `online`, on becoming visible, and on a timer that backs off with jitter. A newer version is
 * looked for when the app comes back to the front after more than an hour; it waits for the person.
 */
export class AppFilesKeeper {
  private registration: ServiceWorkerRegistration | undefined;
  /** The version that this page came from; none yet on the first visit. */
  private ownWorker: ServiceWorker | null = null;
  /** The version in use has lost some of its files. */
  private isIncomplete = false;
  private isBroken = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private checkedAt = Date.now();
  private readonly followed = new WeakSet<ServiceWorker>();
  private readonly listening = new AbortController();

  /** @param random 0 ≤ x < 1, for jitter. */
  constructor(private readonly random: () => number) {}

  start(): void {
    const container = findContainer();
    if (!container) return tellAppFiles({ state: 'unavailable' });
    const { signal } = this.listening;
    this.ownWorker = container.controller;
    container.addEventListener('message', (event) => this.hear(event), { signal });
    window.addEventListener('online', () => this.goOn(), { signal });
    document.addEventListener('visibilitychange', () => this.comeBack(), { signal });
    void this.attempt(container);
  }

  stop(): void {
    this.listening.abort();
    clearTimeout(this.timer);
  }

  private async attempt(container: ServiceWorkerContainer): Promise<void> {
    const isRetry = this.isBroken;
    this.isBroken = false;
    clearTimeout(this.timer);
    try {
      // After a first installation that broke there is no registration left: this begins another.
      const registration = await container.register(`${SCOPE}app-worker.js`, { scope: SCOPE });
      if (registration !== this.registration)
        registration.addEventListener('updatefound', () => this.look(), { signal: this.listening.signal });
      this.registration = registration;
      this.look();
      // Files that have gone meanwhile are fetched again; a worker of an older version does not answer.
      registration.active?.postMessage({ type: 'COMPLETE_FILES' });
      // An update that broke leaves the registration as it was.
      if (isRetry && registration.active && !this.isIncomplete) await registration.update();
    } catch (error) {
      this.breakOff(error);
    }
  }

  /** Takes in how the registration stands. */
  private look(): void {
    const { installing, waiting, active } = this.registration ?? {};
    for (const worker of [installing, waiting, active]) if (worker) this.follow(worker);
    if (active) {
      this.ownWorker ??= active;
      // Where another page has started the newer one none is waiting, and this page is of the one before.
      tellUpdate(Boolean(waiting) || active !== this.ownWorker);
      if (!this.isIncomplete) tellAppFiles({ state: 'ready' });
    } else if (installing ?? waiting) tellAppFiles({ state: 'fetching' });
  }

  private follow(worker: ServiceWorker): void {
    if (this.followed.has(worker)) return;
    this.followed.add(worker);
    let wasInstalling = worker.state === 'installing';
    worker.addEventListener(
      'statechange',
      () => {
        if (worker.state === 'redundant' && wasInstalling) this.breakOff('its installation broke off');
        wasInstalling = worker.state === 'installing';
        this.look();
      },
      { signal: this.listening.signal },
    );
  }

  /** How many files a worker keeps. One that fetches an update says nothing of the version in use. */
  private hear({ data, source }: MessageEvent): void {
    const { type, kept, total, isStopped } = (data ?? {}) as Record<string, unknown>;
    if (type !== 'APP_FILES' || typeof kept !== 'number' || typeof total !== 'number') return;
    const active = this.registration?.active ?? null;
    if (active && source !== active) return;
    // Progress is what counts: whoever gets on a little each time need not wait longer and longer.
    if (kept > appFiles.value.kept) this.failures = 0;
    this.isIncomplete = active !== null && kept < total;
    tellAppFiles({ kept, total, state: active && kept === total ? 'ready' : 'fetching' });
    if (isStopped === true) this.breakOff('some files did not come');
  }

  private breakOff(reason: unknown): void {
    console.warn('the app is not wholly on this device', reason);
    if (appFiles.value.state !== 'ready') tellAppFiles({ state: 'stopped' });
    // An installation that breaks is told of twice, by the worker and by the browser.
    if (this.isBroken) return;
    this.isBroken = true;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.timer = setTimeout(() => this.goOn(), longest * (0.5 + this.random() / 2));
  }

  private goOn(): void {
    const container = findContainer();
    if (this.isBroken && container) void this.attempt(container);
  }

  private comeBack(): void {
    if (document.visibilityState !== 'visible') return;
    this.goOn();
    if (Date.now() - this.checkedAt < CHECK_EVERY_MS) return;
    this.checkedAt = Date.now();
    // Without a network there is nothing to learn, and the next time will do.
    this.registration?.update().catch(() => undefined);
  }
}

/** Looks after the app's files for as long as the page lives. */
export function keepAppFiles(): void {
  new AppFilesKeeper(Math.random).start();
}
