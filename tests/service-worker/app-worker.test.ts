import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/*
 * The staff app's worker with a browser's storage and network that a test can break. It is loaded
 * by its address, since it belongs to another kind of global than the tests.
 */
const WORKER = new URL('../../src/service-worker/precache.ts', import.meta.url).href;
const SCOPE = 'https://banso.example/app/';
const PAGE = 'index.html';
const SCRIPTS = Array.from({ length: 19 }, (_, index) => `assets/script-${index}.js`);
const LISTED = [{ url: PAGE, revision: 'r1' }, ...SCRIPTS.map((url) => ({ url, revision: null }))];

let listeners: Map<string, (event: unknown) => void>;
/** What is kept, by address below the scope. */
let kept: Map<string, Response>;
/** What the network answers; an address that it does not answer fails. */
let network: (path: string) => Promise<Response>;
let asked: string[];
/** What the open pages were told. */
let told: { kept: number; total: number; isStopped: boolean }[];
let claim: () => Promise<void>;

const pathOf = (key: string | Request): string =>
  (typeof key === 'string' ? key : key.url).replace(SCOPE, '');

const answer = (path: string): Promise<Response> => Promise.resolve(new Response(`content of ${path}`));
const isGone = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));

beforeEach(async () => {
  listeners = new Map();
  kept = new Map();
  network = answer;
  asked = [];
  told = [];
  claim = vi.fn(async () => undefined);
  vi.resetModules();
  vi.stubGlobal('self', {
    location: { href: `${SCOPE}app-worker.js` },
    registration: { scope: SCOPE },
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
    clients: {
      claim: () => claim(),
      matchAll: async () => [{ postMessage: (message: (typeof told)[number]) => told.push(message) }],
    },
  });
  vi.stubGlobal('fetch', (key: string | Request) => {
    asked.push(pathOf(key));
    return network(pathOf(key));
  });
  vi.stubGlobal('caches', {
    open: async () => ({
      put: async (key: string, response: Response) => void kept.set(pathOf(key), response),
      match: async (key: string) => kept.get(pathOf(key))?.clone(),
      keys: async () => [...kept.keys()].map((path) => ({ url: SCOPE + path })),
      delete: async (key: string) => kept.delete(pathOf(key)),
    }),
  });
  const { servePrecached } = await import(/* @vite-ignore */ WORKER);
  servePrecached(LISTED);
});
afterEach(() => vi.unstubAllGlobals());

/** Lets the worker see to an event, and finish; gives what it answers a request with. */
async function dispatch(type: string, more: object = {}): Promise<Response | undefined> {
  const pending: Promise<unknown>[] = [];
  let given: Promise<Response> | undefined;
  listeners.get(type)!({
    ...more,
    respondWith: (response: Promise<Response>) => void (given = response),
    waitUntil: (work: Promise<unknown>) => void pending.push(work),
  });
  await Promise.all(pending);
  return given;
}

async function read(
  path: string,
  mode: RequestMode = 'no-cors',
  method = 'GET',
): Promise<string | undefined> {
  const request = Object.defineProperty(new Request(SCOPE + path, { method }), 'mode', { value: mode });
  return (await dispatch('fetch', { request }))?.text();
}

describe('the installation', () => {
  test('keeps every file, and tells the pages how far it is', async () => {
    await dispatch('install');
    expect([...kept.keys()].sort()).toEqual([`${PAGE}?__WB_REVISION__=r1`, ...SCRIPTS].sort());
    expect(told.map((message) => message.kept)).toEqual(Array.from({ length: 21 }, (_, index) => index));
    expect(told.at(-1)).toEqual({ type: 'APP_FILES', kept: 20, total: 20, isStopped: false });
  });

  test('fetches several files at a time, and leaves connections to the page', async () => {
    let underWay = 0;
    let most = 0;
    network = async (path) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay -= 1;
      return answer(path);
    };
    await dispatch('install');
    expect(most).toBe(4);
  });

  test('that broke fetches only what is missing when it begins again', async () => {
    network = (path) => (kept.size < 15 ? answer(path) : isGone());
    await expect(dispatch('install')).rejects.toThrow('Failed to fetch');
    const before = [...kept.keys()];
    expect(told.at(-1)).toMatchObject({ kept: before.length, total: 20, isStopped: true });
    asked = [];
    network = answer;
    await dispatch('install');
    expect(asked).toHaveLength(20 - before.length);
    expect(asked.some((path) => before.includes(path))).toBe(false);
    expect(kept.size).toBe(20);
  });

  test('gets as far as it can where single requests are lost, and is not over', async () => {
    let requests = 0;
    network = (path) => ((requests += 1) % 7 === 0 ? isGone() : answer(path));
    await expect(dispatch('install')).rejects.toThrow('Failed to fetch');
    expect(kept.size).toBe(18);
  });

  test('does not go on asking a network that is gone', async () => {
    network = isGone;
    await expect(dispatch('install')).rejects.toThrow('Failed to fetch');
    expect(asked.length).toBeLessThan(10);
  });

  test.each([404, 500])('keeps nothing but the files themselves (%d)', async (status) => {
    network = (path) =>
      path === SCRIPTS[3] ? Promise.resolve(new Response('no such file', { status })) : answer(path);
    await expect(dispatch('install')).rejects.toThrow(String(status));
    expect(kept.has(SCRIPTS[3]!)).toBe(false);
  });
});

describe('the app on this device', () => {
  beforeEach(async () => {
    await dispatch('install');
    await dispatch('activate');
    network = isGone;
    asked = [];
    told = [];
  });

  test('opens without a network at every address, and takes charge of the first page', async () => {
    expect(claim).toHaveBeenCalledOnce();
    expect(await read('visits/1', 'navigate')).toBe(`content of ${PAGE}`);
    expect(await read(SCRIPTS[0]!)).toBe(`content of ${SCRIPTS[0]}`);
    expect(asked).toEqual([]);
  });

  test('has files that went fetched again when a page asks', async () => {
    for (const path of SCRIPTS.slice(0, 2)) kept.delete(path);
    await dispatch('message', { data: { type: 'COMPLETE_FILES' } });
    expect(told.at(-1)).toMatchObject({ kept: 18, total: 20, isStopped: true });
    network = answer;
    await dispatch('message', { data: { type: 'COMPLETE_FILES' } });
    expect(told.at(-1)).toMatchObject({ kept: 20, total: 20, isStopped: false });
    expect(kept.has(SCRIPTS[0]!)).toBe(true);
  });

  test('comes from the network where the storage fails', async () => {
    vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('gone', 'InvalidStateError')) });
    network = answer;
    expect(await read(SCRIPTS[0]!)).toBe(`content of ${SCRIPTS[0]}`);
  });

  test('leaves alone what is not read, and what is not its own', async () => {
    expect(await read('visits/1', 'navigate', 'POST')).toBeUndefined();
    expect(await read('../api/session')).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

test('keeps the files of the version before until the update after next', async () => {
  kept.set('assets/old.js', new Response('old'));
  await dispatch('install');
  await dispatch('activate');
  expect(await read('assets/old.js')).toBe('old');
  await dispatch('activate');
  expect(kept.has('assets/old.js')).toBe(false);
});
