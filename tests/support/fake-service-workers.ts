import { vi } from 'vitest';

/** A service worker as a page sees it, which does what the test has it do. */
export class FakeWorker extends EventTarget {
  /** What the page has posted, by type. */
  readonly heard: unknown[] = [];

  constructor(public state: ServiceWorkerState = 'installing') {
    super();
  }

  postMessage({ type }: { type: unknown }): void {
    this.heard.push(type);
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

/** The registration of the app's worker, with the life of its workers in the test's hands. */
export class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  /** Looked for a newer version. */
  readonly update = vi.fn(async () => undefined);

  /** The browser has found a version, the first or a newer one, and begins to install it. */
  find(): FakeWorker {
    this.installing = new FakeWorker();
    this.dispatchEvent(new Event('updatefound'));
    return this.installing;
  }

  /** All files of the version that is being installed have come. */
  finishInstalling(): FakeWorker {
    const worker = this.installing!;
    this.installing = null;
    this.waiting = worker;
    worker.become('installed');
    return worker;
  }

  /** The installation broke off. */
  breakInstalling(): void {
    const worker = this.installing!;
    this.installing = null;
    worker.become('redundant');
  }

  /** The version that waits starts. */
  activate(): FakeWorker {
    const worker = this.waiting!;
    const before = this.active;
    this.waiting = null;
    this.active = worker;
    before?.become('redundant');
    worker.become('activating');
    worker.become('activated');
    return worker;
  }
}

/** What stands at `navigator.serviceWorker`. */
export class FakeContainer extends EventTarget {
  registration: FakeRegistration | undefined;
  controller: FakeWorker | null = null;
  /** What registering answers; by default the registration there is, or one that begins to install. */
  register = vi.fn(async () => {
    if (!this.registration?.active && !this.registration?.installing) {
      this.registration = new FakeRegistration();
      this.registration.find();
    }
    return this.registration;
  });

  readonly getRegistration = vi.fn(async () => this.registration);

  /** The app has been on the device since before this page was opened. */
  hasVersion(): FakeRegistration {
    this.registration = new FakeRegistration();
    this.registration.active = this.controller = new FakeWorker('activated');
    return this.registration;
  }

  /** A worker tells the page how many files it keeps. */
  tell(source: FakeWorker, kept: number, total: number, isStopped = false): void {
    this.dispatchEvent(
      Object.assign(new Event('message'), { data: { type: 'APP_FILES', kept, total, isStopped }, source }),
    );
  }
}

/** Puts a fake, or nothing, in the place of the browser's service workers. */
export function fakeServiceWorkers<C extends FakeContainer | undefined>(container: C): C {
  Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true });
  return container;
}
