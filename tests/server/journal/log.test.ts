import { describe, expect, it } from 'vitest';
import { createLogger, redactUrl } from '#server/journal/log.ts';

describe('the log', () => {
  it.each([
    ['/app/link/abcDEF123', '/app/link/[redacted]'],
    ['/api/links/abcDEF123?x=1', '/api/links/[redacted]'],
    ['/api/links/abc/def', '/api/links/[redacted]'],
    ['/api/sync/pull?cursor=12', '/api/sync/pull'],
    ['/app/accounts/1', '/app/accounts/1'],
    ['/s/7XK2M-9QRT4', '/s/[redacted]'],
    ['/r/7XK2M-9QRT4?done', '/r/[redacted]'],
    ['/h/7xk2m9qrt4', '/h/[redacted]'],
    ['/n/019aa000-0000-7000-8000-000000000001', '/n/[redacted]'],
    ['/p/2013/p019', '/p/2013/p019'],
    ['/s/7xk2m9qrt4?x=1', '/s/[redacted]'],
    ['/s/open/abcDEF123', '/s/open/[redacted]'],
    ['/s/test/abcDEF123', '/s/test/[redacted]'],
    ['/s/assets/index-abc.js', '/s/assets/index-abc.js'],
    ['/s/worker.js', '/s/worker.js'],
    ['/s/api/submissions', '/s/api/submissions'],
    ['/s/', '/s/'],
  ])('shows %s as %s', (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });

  it('leaves out what a database tells about values, and the headers of a request', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(kudo@example.jp)',
    });
    logger.error(
      { err: error, req: { id: 1, method: 'GET', url: '/', headers: { cookie: 'secret' } } },
      'unexpected error',
    );
    expect(lines.join('')).toContain('"code":"23505"');
    expect(lines.join('')).not.toMatch(/kudo|secret/);
  });
});
