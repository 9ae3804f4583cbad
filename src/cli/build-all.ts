import { build as buildServer } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build as buildApp } from 'vite';
import { computeStamp, writeStamp } from './build-stamp.ts';
import { computeSizeReport, type SizeReport, type ViteManifest } from './size-report.ts';

/**
 * Builds the staff app to `dist/app` and the server to `dist/server/main.js`, and
 * weighs what the app loads before its first screen.
 */
export async function buildAll(root: string): Promise<SizeReport> {
  // What changes while it builds will be built next time.
  const stamp = computeStamp(root);
  await buildApp({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  await buildServer({
    absWorkingDir: root,
    entryPoints: ['src/server/main.ts'],
    outfile: 'dist/server/main.js',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  const appDir = join(root, 'dist', 'app');
  const manifest = JSON.parse(readFileSync(join(appDir, '.vite', 'manifest.json'), 'utf8')) as ViteManifest;
  const report = computeSizeReport(manifest, (file) => gzipSync(readFileSync(join(appDir, file))).length);
  writeStamp(root, stamp);
  return report;
}
