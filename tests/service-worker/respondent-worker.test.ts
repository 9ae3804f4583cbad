import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/*
 * The worker with a browser's storage and network that a test can break. It is loaded by
 * its address, since it belongs to another kind of global than the tests.
 */
const WORKER = new URL('../../src/service-worker/respondent-worker.ts', import.meta.url).href;
const ORIGIN = 'https://banso.example';
const PAGE = '/s/ABCDE-FGHJK';
const SCRIPT = '/s/assets/index-2.js';

let listeners: Map<string, (event: unknown) => void>;
/** What is kept, by cache and then by path, in the order in which it was put there last. */
let kept: Map<string, Map<string, Response>>;
/** What a full phone, or one whose storage is broken, refuses. */
let broken: 'nothing' | 'put' | 'all';
let network: (path: string) => Promise<Response>;
/** What was asked of the network. */
let asked: string[];
let skipWaiting: () => Promise<void>;
let claim: () => Promise<void>;
/** The addresses of the pages that are open. */
let windows: string[];

beforeEach(async () => {
  listeners = new Map();
  kept = new Map();
  broken = 'nothing';
  asked = [];
  windows = [];
  skipWaiting = vi.fn(async () => undefined);
  claim = vi.fn(async () => undefined);
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal('ASSETS', [SCRIPT]);
  vi.stubGlobal('self', {
    location: { origin: ORIGIN },
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
    skipWaiting: () => skipWaiting(),
    clients: { claim: () => claim(), matchAll: async () => windows.map((path) => ({ url: ORIGIN + path })) },
  });
  vi.stubGlobal('fetch', (key: string | Request) => {
    asked.push(pathOf(key));
    return network(pathOf(key));
  });
  vi.stubGlobal('caches', {
    open: async (name: string) => (broken === 'all' ? Promise.reject(new Error('broken')) : openCache(name)),
  });
  await import(/* @vite-ignore */ WORKER);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function pathOf(key: string | Request): string {
  return new URL(typeof key === 'string' ? key : key.url, ORIGIN).pathname;
}

/** A cache as the worker uses it; putting something there once more moves it to the end, as the standard says. */
function openCache(name: string) {
  const entries = kept.get(name) ?? new Map<string, Response>();
  kept.set(name, entries);
  const put = async (key: string | Request, response: Response): Promise<void> => {
    if (broken === 'put') throw new DOMException('full', 'QuotaExceededError');
    entries.delete(pathOf(key));
    entries.set(pathOf(key), response);
  };
  return {
    put,
    match: async (key: string | Request) => entries.get(pathOf(key))?.clone(),
    keys: async () => [...entries.keys()].map((path) => ({ url: ORIGIN + path })),
    delete: async (key: string) => entries.delete(pathOf(key)),
    addAll: async (keys: string[]) => {
      for (const key of keys) await put(key, await fetch(key));
    },
  };
}

/** All that is kept, by path. */
async function listKept(): Promise<Record<string, string>> {
  const entries = [...kept.values()].flatMap((cache) => [...cache]);
  return Object.fromEntries(
    await Promise.all(
      entries.map(async ([path, response]) => [path, await response.clone().text()] as const),
    ),
  );
}

function answers(status: number, text: string): void {
  network = () => Promise.resolve(new Response(text, { status }));
}
function isGone(): void {
  network = () => Promise.reject(new TypeError('Failed to fetch'));
}

/** Lets the worker see to an event and finish what it does beside; gives what it answers a request with. */
async function dispatch(type: string, more: object = {}): Promise<Response | undefined> {
  const pending: Promise<unknown>[] = [];
  let given: Promise<Response> | undefined;
  listeners.get(type)!({
    ...more,
    respondWith: (response: Promise<Response>) => void (given = response),
    waitUntil: (work: Promise<unknown>) => void pending.push(work),
  });
  // Listened to from now on: while the clock runs, a refusal nobody listens to would count as unhandled.
  const [work, answer] = [outcomeOf(Promise.all(pending)), outcomeOf(given)];
  await vi.advanceTimersByTimeAsync(6_000);
  (await work)();
  return (await answer)();
}

/** How a promise ends: what gives its value or throws its error. */
async function outcomeOf<Value>(promise: Promise<Value> | undefined): Promise<() => Value | undefined> {
  try {
    const value = await promise;
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

interface Asking {
  mode?: 'navigate' | 'no-cors' | 'cors';
  method?: 'GET' | 'POST' | 'HEAD';
  origin?: string;
}

/** What the browser is given for an address; undefined when the worker leaves it alone. */
async function visit(
  path: string,
  { mode = 'navigate', method = 'GET', origin = ORIGIN }: Asking = {},
): Promise<string | undefined> {
  const request = Object.defineProperty(new Request(origin + path, { method }), 'mode', { value: mode });
  return (await dispatch('fetch', { request }))?.text();
}

describe('the company’s page on this device', () => {
  test.each(['put', 'all'] as const)('opens by the network though the storage refuses (%s)', async (what) => {
    broken = what;
    answers(200, 'questions');
    expect(await visit(PAGE)).toBe('questions');
    expect(await visit('/s/assets/index.js', { mode: 'no-cors' })).toBe('questions');
  });

  test('is the newest the server gives, and kept for when it gives none', async () => {
    answers(200, 'questions');
    await visit(PAGE);
    answers(200, 'newer questions');
    expect(await visit(PAGE)).toBe('newer questions');
    isGone();
    expect(await visit(PAGE)).toBe('newer questions');
  });

  test('is nothing without a network where it was never opened', async () => {
    isGone();
    await expect(visit(PAGE)).rejects.toThrow('Failed to fetch');
  });

  test.each([429, 500, 503])('is the kept one when the server is in trouble (%d)', async (status) => {
    answers(status, 'trouble');
    expect(await visit(PAGE)).toBe('trouble');
    answers(200, 'questions');
    await visit(PAGE);
    answers(status, 'trouble');
    expect(await visit(PAGE)).toBe('questions');
  });

  test('is the kept one when nothing is heard for long', async () => {
    answers(200, 'questions');
    await visit(PAGE);
    network = () => new Promise((resolve) => setTimeout(resolve, 5_500, new Response('late')));
    expect(await visit(PAGE)).toBe('questions');
    expect(await listKept()).toEqual({ [PAGE]: 'late' });
  });

  test('says that the code is used, without losing the questions that a draft here needs', async () => {
    answers(200, 'questions');
    await visit(PAGE);
    answers(410, 'used');
    expect(await visit(PAGE)).toBe('used');
    isGone();
    expect(await visit(PAGE)).toBe('questions');
  });

  test('is kept used where it was never open here', async () => {
    answers(410, 'used');
    await visit(PAGE);
    isGone();
    expect(await visit(PAGE)).toBe('used');
  });

  test.each([403, 404, 429, 500])(
    'is not kept when there is nothing on it to go on with (%d)',
    async (status) => {
      answers(status, 'nothing');
      await visit(PAGE);
      expect(await listKept()).toEqual({});
    },
  );

  test('gives way to twenty that were opened later', async () => {
    const pages = Array.from({ length: 20 }, (_, index) => `/s/code-${index}`);
    answers(200, 'questions');
    for (const path of [PAGE, ...pages.slice(0, 19), PAGE, pages[19]!]) await visit(path);
    expect(Object.keys(await listKept())).toEqual([...pages.slice(1, 19), PAGE, pages[19]]);
  });
});

describe('what the worker leaves alone', () => {
  test.each<[string, Asking]>([
    ['/s/api/submissions', { method: 'POST', mode: 'cors' }],
    [PAGE, { method: 'POST' }],
    [PAGE, { method: 'HEAD' }],
    ['/s/api/submissions', {}],
    ['/s/api/submissions', { mode: 'cors' }],
    [PAGE, { mode: 'cors' }],
    ['/s/assets/index.js', { origin: 'https://elsewhere.example', mode: 'no-cors' }],
  ])('%s %j is neither answered nor kept', async (path, asking) => {
    answers(200, 'receipt');
    expect(await visit(path, asking)).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await listKept()).toEqual({});
  });
});

describe('the files of the page', () => {
  test('are there without a network from the start', async () => {
    answers(200, 'script');
    await dispatch('install');
    expect(skipWaiting).toHaveBeenCalledOnce();
    isGone();
    asked = [];
    expect(await visit(SCRIPT, { mode: 'no-cors' })).toBe('script');
    expect(asked).toEqual([]);
  });

  test('leave the worker of before in charge when they do not all come', async () => {
    isGone();
    await expect(dispatch('install')).rejects.toThrow('Failed to fetch');
    expect(skipWaiting).not.toHaveBeenCalled();
  });

  test('that were not expected are kept once they have come', async () => {
    answers(404, 'gone');
    expect(await visit('/s/assets/late.js', { mode: 'no-cors' })).toBe('gone');
    answers(200, 'late');
    expect(await visit('/s/assets/late.js', { mode: 'no-cors' })).toBe('late');
    isGone();
    expect(await visit('/s/assets/late.js', { mode: 'no-cors' })).toBe('late');
  });
});

describe('a new version', () => {
  const OLD = '/s/assets/index-1.js';
  const UNUSED = '/s/assets/index-0.js';

  test('drops the files that neither it nor a kept page of before needs', async () => {
    network = async (path) =>
      new Response(path === PAGE ? `<script src="${OLD}"></script>` : `content of ${path}`);
    await visit(PAGE);
    for (const path of [OLD, UNUSED]) await visit(path, { mode: 'no-cors' });
    await dispatch('install');
    await dispatch('activate');
    expect(Object.keys(await listKept()).sort()).toEqual([PAGE, OLD, SCRIPT].sort());
    // Once the page comes anew, nothing names the old file any more.
    network = async (path) =>
      new Response(path === PAGE ? `<script src="${SCRIPT}"></script>` : `content of ${path}`);
    await visit(PAGE);
    await dispatch('activate');
    expect(Object.keys(await listKept()).sort()).toEqual([PAGE, SCRIPT].sort());
  });

  test('takes charge of the pages that are open, and keeps those that it did not see loading', async () => {
    answers(200, 'questions');
    await visit(PAGE);
    windows = [PAGE, '/s/open/token'];
    answers(200, 'newer questions');
    asked = [];
    await dispatch('activate');
    expect(claim).toHaveBeenCalledOnce();
    expect(asked).toEqual(['/s/open/token']);
    expect(await listKept()).toEqual({ [PAGE]: 'questions', '/s/open/token': 'newer questions' });
  });

  test('keeps nothing under an address that only leads elsewhere', async () => {
    windows = [PAGE];
    network = async () => Object.defineProperty(new Response('another page'), 'redirected', { value: true });
    await dispatch('activate');
    expect(await listKept()).toEqual({});
  });

  test('comes into force without a network too', async () => {
    windows = [PAGE];
    isGone();
    await dispatch('activate');
    expect(await listKept()).toEqual({});
  });
});
