import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askServer, Unreachable } from '#client/api/http.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A server that answers with parts of JSON, each after so many seconds; a missing end never comes. */
function answering(parts: [afterSeconds: number, text: string][], { ends = true } = {}): void {
  vi.stubGlobal('fetch', async (_path: string, { signal }: RequestInit) => {
    const gone = new Promise<never>((_, reject) => {
      if (signal!.aborted) reject(new DOMException('aborted', 'AbortError'));
      signal!.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
    gone.catch(() => {});
    const bytes = new TextEncoder().encode(parts.map(([, text]) => text).join(''));
    let sent = 0;
    const waiting = [...parts];
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const part = waiting.shift();
        if (!part) return ends ? controller.close() : gone;
        const [seconds, text] = part;
        await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, seconds * 1000))]);
        const length = new TextEncoder().encode(text).length;
        controller.enqueue(bytes.slice(sent, (sent += length)));
      },
    });
    return new Response(body, { status: 200, headers: { 'content-type': 'application/json' } });
  });
}

/** How a request ends when so many seconds go by. */
async function outcomeAfter(seconds: number, asked: Promise<{ body: unknown }>): Promise<unknown> {
  const ended = asked.then(
    ({ body }) => body,
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return Promise.race([ended, Promise.resolve('still waiting')]);
}

describe('a request on a slow link', () => {
  it('has all the time that its answer takes, as long as some of it keeps coming', async () => {
    answering([
      [20, '{"name":"八戸'],
      [20, '水産","city'],
      [20, '":"八戸"}'],
    ]);
    expect(await outcomeAfter(100, askServer('/api/x'))).toEqual({ name: '八戸水産', city: '八戸' });
  });

  it('is given up after half a minute in which nothing came, and says that it was the time', async () => {
    answering([[20, '{"name":']], { ends: false });
    expect(await outcomeAfter(60, askServer('/api/x'))).toMatchObject({ isTimeout: true });
  });

  it('has longer for what it carries up', async () => {
    answering([[90, '{}']]);
    const body = { note: 'a'.repeat(200_000) };
    expect(await outcomeAfter(100, askServer('/api/x', { method: 'POST', body }))).toEqual({});
    answering([[90, '{}']]);
    expect(await outcomeAfter(100, askServer('/api/x', { method: 'POST', body: {} }))).toMatchObject({
      isTimeout: true,
    });
  });
});

describe('a request that nobody waits for any more', () => {
  it.each(['before', 'while'])('ends %s it is under way, and it was not the time', async (when) => {
    const leaving = new AbortController();
    if (when === 'before') leaving.abort();
    answering([[20, '{}']]);
    const asked = askServer('/api/x', { signal: leaving.signal });
    if (when === 'while') setTimeout(() => leaving.abort(), 5_000);
    const outcome = await outcomeAfter(10, asked);
    expect(outcome).toBeInstanceOf(Unreachable);
    expect(outcome).toMatchObject({ isTimeout: false });
  });
});
