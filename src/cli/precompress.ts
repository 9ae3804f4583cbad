import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXTS = new Set(['.js', '.mjs', '.css', '.html', '.json', '.svg', '.webmanifest']);
/** Smaller ones fit into one packet anyway. */
const THRESHOLD_BYTES = 1024;

/** Gzip as our files are sent: made once, with all the effort there is. */
export function gzipBest(content: Buffer): Buffer {
  return gzipSync(content, { level: constants.Z_BEST_COMPRESSION });
}

/** Writes beside every text of a built folder what is sent in its place: `.br` and `.gz`. */
export function precompress(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (!TEXTS.has(extname(name)) || !statSync(path).isFile()) continue;
    const content = readFileSync(path);
    if (content.length < THRESHOLD_BYTES) continue;
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    );
    writeFileSync(`${path}.gz`, gzipBest(content));
  }
}
