import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { OLDEST_BROWSERS } from '#cli/oldest-browsers.ts';

/** `page-side.ts` as one script for every engine, which puts its functions into `pageSide`. */
export async function buildPageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page-side.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'pageSide',
    target: OLDEST_BROWSERS,
    minify: true,
  });
  return outputFiles[0]!.text;
}
