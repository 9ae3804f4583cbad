import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { PACKAGE_ROOT } from './package-root.ts';

// npm run dev: Vite serves the app and reloads what changes in it; the server
// behind it restarts when one of its files changes.
const serverPort = process.env['PORT'] ?? '3000';
process.env['API_ORIGIN'] ??= `http://localhost:${serverPort}`;

const vite = await createServer({ configFile: join(PACKAGE_ROOT, 'vite.config.ts') });
await vite.listen();
vite.printUrls();
const appUrl = vite.resolvedUrls?.local[0];
if (!appUrl) throw new Error('Vite did not say where it listens');

const server = spawn(
  process.execPath,
  [fileURLToPath(import.meta.resolve('tsx/cli')), 'watch', '--clear-screen=false', 'src/server/main.ts'],
  {
    cwd: PACKAGE_ROOT,
    stdio: 'inherit',
    // People reach the server through Vite: its address is the one in links and the one that may send.
    env: {
      ...process.env,
      PORT: serverPort,
      PUBLIC_URL: process.env['PUBLIC_URL'] ?? new URL(appUrl).origin,
    },
  },
);

const stop = (): void => {
  server.kill('SIGTERM');
  void vite.close();
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
server.on('exit', (code) => {
  process.exitCode = code ?? 0;
  void vite.close();
});
