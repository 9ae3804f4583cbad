import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { precompress } from '#cli/precompress.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banso-built-'));
  mkdirSync(join(folder, 'assets'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes beside each text what is sent in its place, and leaves pictures and trifles alone', () => {
  const script = 'answer();'.repeat(500);
  writeFileSync(join(folder, 'assets', 'main.js'), script);
  writeFileSync(join(folder, 'assets', 'logo.png'), Buffer.alloc(4_000));
  writeFileSync(join(folder, 'index.html'), '<p></p>');
  precompress(folder);
  expect(readdirSync(join(folder, 'assets')).sort()).toEqual([
    'logo.png',
    'main.js',
    'main.js.br',
    'main.js.gz',
  ]);
  expect(readdirSync(folder).sort()).toEqual(['assets', 'index.html']);
  expect(brotliDecompressSync(readFileSync(join(folder, 'assets', 'main.js.br'))).toString()).toBe(script);
  expect(gunzipSync(readFileSync(join(folder, 'assets', 'main.js.gz'))).toString()).toBe(script);
});
