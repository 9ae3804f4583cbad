import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { build, loadConfigFromFile } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { sheetDesk } from '#client/workers/sheet/sheet-desk.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const silent = (): void => {};

let folder: string;
let desk: typeof sheetDesk;

/** The desk as the build makes it, with what the app's configuration puts in the packages' way. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banso-sheets-'));
  const loaded = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    join(ROOT, 'vite.config.ts'),
  );
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: loaded!.config.resolve!,
    build: {
      lib: { entry: join(ROOT, 'src/client/workers/sheet/sheet-desk.ts'), formats: ['es'] },
      outDir: folder,
      copyPublicDir: false,
    },
  });
  const [file] = await readdir(folder);
  ({ sheetDesk: desk } = (await import(pathToFileURL(join(folder, file!)).href)) as {
    sheetDesk: typeof sheetDesk;
  });
  // As under our content security policy: a worker made of a blob never answers.
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      postMessage(): void {}
      terminate(): void {}
    },
  );
}, 60_000);
afterAll(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

/** Rows of text that hardly packs, the same on every run. */
function listRows(count: number): string[][] {
  let seed = 1;
  const letter = (): string => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(0x4e00 + (seed % 5_000));
  };
  return Array.from({ length: count }, (_, row) => [
    `施策${row}`,
    Array.from({ length: 120 }, letter).join(''),
  ]);
}
const write = (rows: string[][]): Promise<ArrayBuffer> =>
  Promise.resolve(desk.write({ name: '施策', rows, widths: [20, 60], numbers: [] }, silent));

it('writes and reads a list whose parts are too large for fflate to pack or unpack by itself', async () => {
  const rows = listRows(3_000);
  const workbook = await write(rows);
  const sizes = Object.values(unzipSync(new Uint8Array(workbook))).map(({ length }) => length);
  expect(Math.max(...sizes)).toBeGreaterThan(1_000_000);
  expect(workbook.byteLength).toBeGreaterThan(600_000);
  expect(await desk.read({ bytes: workbook }, silent)).toMatchObject({
    rows: rows.map((cells, index) => ({ row: index + 1, cells })),
  });
});

it('refuses what says that it unpacks to more than a list can be', async () => {
  const workbook = await write(listRows(2));
  const view = new DataView(workbook);
  const bytes = new Uint8Array(workbook);
  const nameOf = (at: number): string =>
    new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
  const entry = [...bytes.keys()].find(
    (at) =>
      at + 46 < view.byteLength &&
      view.getUint32(at, true) === 0x02014b50 &&
      /worksheets\/sheet1/.test(nameOf(at)),
  )!;
  view.setUint32(entry + 24, 0x7fffffff, true);
  expect(await desk.read({ bytes: workbook }, silent)).toEqual({ fault: { reason: 'tooLarge' } });
});

it.each([1, 7])('takes no damaged workbook for a list, cut at %s eighths', async (eighths) => {
  const workbook = await write(listRows(20));
  const cut = workbook.slice(0, (workbook.byteLength * eighths) / 8);
  expect(await desk.read({ bytes: cut }, silent)).toEqual({ fault: { reason: 'brokenWorkbook' } });
});
