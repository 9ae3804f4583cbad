import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isBuildCurrent } from './build-stamp.ts';
import { PACKAGE_ROOT } from './package-root.ts';

// npm start: builds when there is something new to build, then runs the server.
if (!isBuildCurrent(PACKAGE_ROOT)) {
  process.stderr.write('\n  アプリを組み立てています… / Building the app…\n');
  // Loaded only when needed: Vite and esbuild take longer to load than the server to start.
  const { buildAll } = await import('./build-all.ts');
  await buildAll(PACKAGE_ROOT);
}
runServer();

function runServer(): void {
  const server = spawn(
    process.execPath,
    ['--enable-source-maps', join(PACKAGE_ROOT, 'dist/server/main.js')],
    { stdio: 'inherit' },
  );
  // The server stops in its own time; this process ends when it has.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill(signal));
  server.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
