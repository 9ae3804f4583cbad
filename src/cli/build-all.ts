import { build as buildScript } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildApp } from 'vite';
import { computeStamp, writeStamp } from './build-stamp.ts';
import { OLDEST_BROWSERS } from './oldest-browsers.ts';
import { gzipBest, precompress } from './precompress.ts';
import {
  RESPONDENT_WORKER_LIMIT_BYTES,
  weighFiles,
  weighFirstScreen,
  weighRespondentPage,
  type SizeReport,
  type ViteManifest,
} from './size-report.ts';

/**
 * Builds the staff app to `dist/app`, the company's page to `dist/respondent` and the
 * server to `dist/server/main.js` with its commands beside it in `admin.js`, and weighs what the browsers load.
 */
export async function buildAll(root: string): Promise<SizeReport[]> {
  // What changes while it builds will be built next time.
  const stamp = computeStamp(root);
  const configFile = join(root, 'vite.config.ts');
  await buildApp({ configFile, logLevel: 'warn' });
  await buildApp({ configFile, mode: 'respondent', logLevel: 'warn' });
  await buildRespondentWorker(root);
  await buildScript({
    absWorkingDir: root,
    entryPoints: ['src/server/main.ts', 'src/cli/admin.ts'],
    entryNames: '[name]',
    outdir: 'dist/server',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  const weigh = (folder: string) => (file: string) =>
    gzipBest(readFileSync(join(root, 'dist', folder, file))).length;
  const reports = [
    weighFirstScreen(readManifest(root, 'app'), weigh('app')),
    weighRespondentPage(readManifest(root, 'respondent'), weigh('respondent')),
    weighFiles(
      'Company’s page, its service worker',
      ['worker.js'],
      RESPONDENT_WORKER_LIMIT_BYTES,
      weigh('respondent'),
    ),
  ];
  for (const folder of ['app', 'respondent']) precompress(join(root, 'dist', folder));
  writeStamp(root, stamp);
  return reports;
}

/** The service worker of the company's page, told which files the page needs. */
async function buildRespondentWorker(root: string): Promise<void> {
  const files = Object.values(readManifest(root, 'respondent')).flatMap(({ file, css = [] }) => [
    file,
    ...css,
  ]);
  await buildScript({
    absWorkingDir: root,
    entryPoints: ['src/service-worker/respondent-worker.ts'],
    outfile: 'dist/respondent/worker.js',
    bundle: true,
    minify: true,
    format: 'iife',
    target: OLDEST_BROWSERS,
    define: { ASSETS: JSON.stringify([...new Set(files)].map((file) => `/s/${file}`)) },
    logLevel: 'warning',
  });
}

function readManifest(root: string, app: 'app' | 'respondent'): ViteManifest {
  return JSON.parse(readFileSync(join(root, 'dist', app, '.vite', 'manifest.json'), 'utf8')) as ViteManifest;
}
