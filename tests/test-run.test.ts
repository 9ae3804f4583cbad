import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('a run with a database and a failing test exits with a failure', { timeout: 120_000 }, () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/support/failing-run/vitest.config.ts'],
    { encoding: 'utf8' },
  );
  expect(stdout).toContain('1 failed');
  expect(status).toBe(1);
});
