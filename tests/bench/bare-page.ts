import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serveFolder } from './serve-folder.ts';

/** Keeps every file of the bare page, and answers from there without asking the network. */
const WORKER = (files: readonly string[]): string => `
addEventListener('install', (event) =>
  event.waitUntil(caches.open('bare').then((cache) => cache.addAll(${JSON.stringify(files)})).then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request))));
`;

/** Builds and serves the page of `bare/`, beside which our own is measured on the same machine in the same run. */
export async function startBarePage(): Promise<{ url: string; stop: () => Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'banso-bench-bare-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./bare', import.meta.url)),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
  const files = (await readdir(outDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath.slice(outDir.length)}/${entry.name}`);
  await writeFile(join(outDir, 'worker.js'), WORKER(['/', ...files]));
  const { url, stop } = await serveFolder(outDir);
  return {
    url,
    async stop() {
      await stop();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
