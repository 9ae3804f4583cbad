import pino, { type Logger, type LoggerOptions } from 'pino';
import type { LogLevel } from '#server/settings/config.ts';

/** What a request is in the log: neither address nor headers nor query, which may name people. */
interface LoggedRequest {
  id?: unknown;
  method?: string;
  url?: string;
}

/** What follows is a token or a code of a company or a referral; below `/s/` everything is but our own files and addresses. */
const SECRET_PATHS =
  /^(\/app\/link\/|\/api\/links\/|\/[rhn]\/|\/s\/(?:open\/|test\/|(?!assets\/|api\/|worker\.js$))).+/i;

/** A URL's path without what must not be read in a log: the query, tokens of links and invitation codes. */
export function redactUrl(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  return path.replace(SECRET_PATHS, '$1[redacted]');
}

/**
 * An error as the log shows it. Databases put values into further members
 * (`detail: Key (email)=(…) already exists`), so only these four are taken.
 */
function serializeError(error: Error & { code?: unknown }): Record<string, unknown> {
  return { type: error.name, code: error.code, message: error.message, stack: error.stack };
}

const SERIALIZERS: LoggerOptions['serializers'] = {
  req: ({ id, method, url }: LoggedRequest) => ({ id, method, url: redactUrl(url ?? '') }),
  err: serializeError,
};

/** The structured log, one JSON object a line, on standard error so that standard output stays for people. */
export function createLogger(
  level: LogLevel,
  destination: pino.DestinationStream = pino.destination(2),
): Logger {
  return pino({ level, base: { name: 'banso' }, serializers: SERIALIZERS }, destination);
}
