import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { createServer } from 'vite';

/** Serves the gallery on a free port, with the sources as they are. */
export async function serveGallery(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    plugins: [vue(), tailwindcss()],
    logLevel: 'warn',
    cacheDir: fileURLToPath(new URL('../../../node_modules/.vite/item-gallery', import.meta.url)),
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the gallery has no address');
  return { url, stop: () => server.close() };
}
