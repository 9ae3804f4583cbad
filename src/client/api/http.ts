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
  constructor(cause?: unknown) {
    super('the server could not be reached', { cause });
    this.name = 'Unreachable';
  }
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  /** How long to wait; a phone at the edge of its signal can keep a request open for minutes. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

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
  { method = 'GET', body, headers = {}, timeoutMs = 30_000, signal }: ApiRequest = {},
): Promise<{ status: number; headers: Headers; body: Answer }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let text: string;
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
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (error) {
    throw new Unreachable(error);
  }
  const parsed = parseJson(text);
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
