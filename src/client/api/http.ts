import type { Language } from '#domain/canonical/language.ts';
import type { ProblemCode, ProblemDetail, ProblemDocument } from '#protocol/problems.ts';

/** The server answered with a problem that it knows. */
export class ApiProblem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly title: string,
    readonly status: number,
    readonly errors: ProblemDetail[] = [],
    readonly detail?: string,
  ) {
    super(code);
    this.name = 'ApiProblem';
  }
}

/** The server could not be reached, or something between here and there answered in its place. */
export class Unreachable extends Error {
  /** @param isTimeout the server, or the link to it, was silent for too long. */
  constructor(
    cause?: unknown,
    readonly isTimeout = false,
  ) {
    super('the server could not be reached', { cause });
    this.name = 'Unreachable';
  }
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  /**
   * How long the link may be silent; a phone at the edge of its signal can keep a request open for
   * minutes. What is on its way, up or down, has the time that it takes.
   */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Of an answer that is no JSON: its bytes, as an ArrayBuffer. */
  as?: 'bytes';
}

/** The slowest link that a request is given the time for, in bytes a second. */
const SLOWEST_UPLINK = 2048;

let toldLanguage: Language | undefined;

/** Tells a worker, which has no page of its own to look at, in which language to ask. */
export function setRequestLanguage(language: Language): void {
  toldLanguage = language;
}

/** The language in which the server describes problems: the page's own. */
function requestLanguage(): Language {
  return toldLanguage ?? (globalThis.document?.documentElement.lang === 'en' ? 'en' : 'ja');
}

/**
 * Asks the server; the only place that does.
 *
 * @returns the answer's JSON (`undefined` for 204), its status and headers; 304 is an answer.
 * @throws ApiProblem when the server answers with a problem, Unreachable when none is heard.
 */
export async function askServer<Answer>(
  path: string,
  { method = 'GET', body, headers = {}, timeoutMs = 30_000, signal, as }: ApiRequest = {},
): Promise<{ status: number; headers: Headers; body: Answer }> {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const silence = new Silence(signal);
  silence.allow(timeoutMs + ((sent?.length ?? 0) / SLOWEST_UPLINK) * 1000);
  let response: Response;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': requestLanguage(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      credentials: 'same-origin',
      redirect: 'error',
      signal: silence.signal,
      ...(sent !== undefined && { body: sent }),
    });
    bytes = await readBytes(response, () => silence.allow(timeoutMs));
  } catch (error) {
    throw new Unreachable(error, silence.isOver);
  } finally {
    silence.end();
  }
  if (as === 'bytes' && response.status === 200)
    return { status: 200, headers: response.headers, body: bytes.buffer as Answer };
  const parsed = parseJson(new TextDecoder().decode(bytes));
  if (response.ok || response.status === 304) {
    if (response.status === 200 && parsed === undefined) throw new Unreachable('not JSON');
    return { status: response.status, headers: response.headers, body: parsed as Answer };
  }
  if (isProblem(parsed)) {
    throw new ApiProblem(parsed.code, parsed.title, response.status, parsed.errors, parsed.detail);
  }
  // A captive portal or a proxy answered, not the server.
  throw new Unreachable(`status ${response.status}`);
}

/** Ends a request on which nothing has been heard for too long, or that nobody waits for any more. */
class Silence {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly signal = this.controller.signal;
  /** Whether it has lasted too long. */
  isOver = false;

  /** Not `AbortSignal.any` and `timeout`: browsers that are three years old have neither. */
  constructor(given: AbortSignal | undefined) {
    if (given?.aborted) this.controller.abort();
    given?.addEventListener('abort', () => this.controller.abort());
  }

  /** From now on it may last so long. */
  allow(ms: number): void {
    this.end();
    this.timer = setTimeout(() => {
      this.isOver = true;
      this.controller.abort();
    }, ms);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

/** What an answer holds; `onProgress` hears each time that a part of it has come. */
async function readBytes({ body }: Response, onProgress: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    onProgress();
    parts.push(part.value);
  }
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By its form, not by a list of codes: an older app must understand a newer server's problems. */
function isProblem(value: unknown): value is ProblemDocument {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'title' in value &&
    typeof value.title === 'string'
  );
}
