import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/*
 * The worker with a browser's storage and network that a test can break. It is loaded by
 * its address, since it belongs to another kind of global than the tests.
 */
const WORKER = new URL('../../src/service-worker/respondent-worker.ts', import.meta.url).href;
const PAGE = '/s/ABCDE-FGHJK';

let listeners: Map<string, (event: unknown) => void>;
let kept: Map<string, Response>;
/** What a full phone, or one whose storage is broken, refuses. */
let broken: 'nothing' | 'put' | 'all';
let network: () => Promise<Response>;

beforeEach(async () => {
  listeners = new Map();
  kept = new Map();
  broken = 'nothing';
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal('ASSETS', []);
  vi.stubGlobal('self', {
    location: { origin: 'https://banso.example' },
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
  });
  vi.stubGlobal('fetch', () => network());
  const addressOf = (key: string | Request) => new URL(typeof key === 'string' ? key : key.url, 'https://banso.example').pathname;
  const cache = {
    match: async (key: string | Request) => kept.get(addressOf(key))?.clone(),
    put: async (key: string | Request, response: Response) => {
      if (broken === 'put') throw new DOMException('full', 'QuotaExceededError');
      kept.set(addressOf(key), response);
    },
    keys: async () => [...kept.keys()].map((path) => ({ url: `https://banso.example${path}` })),
    delete: async (key: string) => kept.delete(addressOf(key)),
  };
  vi.stubGlobal('caches', { open: async () => (broken === 'all' ? Promise.reject(new Error('broken')) : cache) });
  await import(/* @vite-ignore */ WORKER);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function answers(status: number, text: string): void {
  network = () => Promise.resolve(new Response(text, { status }));
}

/** What the browser is given for an address, once the worker has finished what it does beside. */
async function visit(path: string, mode: 'navigate' | 'no-cors' = 'navigate'): Promise<string> {
  const pending: Promise<unknown>[] = [];
  let given: Promise<Response> | undefined;
  const request = Object.defineProperty(new Request(`https://banso.example${path}`), 'mode', { value: mode });
  listeners.get('fetch')!({
    request,
    respondWith: (response: Promise<Response>) => void (given = response),
    waitUntil: (work: Promise<unknown>) => void pending.push(work),
  });
  const text = given!.then((response) => response.text());
  await vi.advanceTimersByTimeAsync(6_000);
  await Promise.all(pending);
  return text;
}

describe('the company’s page on this device', () => {
  test.each(['put', 'all'] as const)('opens by the network though the storage refuses (%s)', async (what) => {
    broken = what;
    answers(200, 'questions');
    expect(await visit(PAGE)).toBe('questions');
    expect(await visit('/s/assets/index.js', 'no-cors')).toBe('questions');
  });

  test('is the newest the server gives, and kept for when it gives none', async () => {
    answers(200, 'questions');
    await visit(PAGE);
    answers(200, 'newer questions');
    expect(await visit(PAGE)).toBe('newer questions');
    network = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await visit(PAGE)).toBe('newer questions');
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
    expect(await kept.get(PAGE)?.clone().text()).toBe('late');
  });

  test('says that the code is used, without losing the questions that a draft here needs', async () => {
    answers(200, 'questions');
    await visit(PAGE);
    answers(410, 'used');
    expect(await visit(PAGE)).toBe('used');
    network = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await visit(PAGE)).toBe('questions');
  });

  test('is kept used where it was never open here', async () => {
    answers(410, 'used');
    await visit(PAGE);
    network = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await visit(PAGE)).toBe('used');
  });
});
