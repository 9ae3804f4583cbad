import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { toWorkbook } from '#client/areas/catalogue/features/upkeep/list-files.ts';
import { sheetDesk } from '#client/workers/sheet/sheet-desk.ts';
import { storeZip, UnreadableZip } from '#client/workers/sheet/store-zip.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

const report = parseReport(REPORT_TEXT);

const writeWorkbook = async (): Promise<ArrayBuffer> =>
  sheetDesk.write(toWorkbook(report.programmes, 'ja'), () => {});

/** Where compressed entries begin, and how large they are unpacked, as the archive's directory says. */
function readDirectory(bytes: ArrayBuffer): { method: number; packed: number; size: number; at: number }[] {
  const view = new DataView(bytes);
  const found = [];
  for (let at = 0; at + 46 <= view.byteLength; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    found.push({
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at,
    });
  }
  return found;
}

it('leaves nothing in a workbook compressed, and every entry as large as it was', async () => {
  const workbook = await writeWorkbook();
  const before = readDirectory(workbook);
  const after = readDirectory(await storeZip(workbook));
  expect(before.some(({ method }) => method === 8)).toBe(true);
  expect(after.map(({ method }) => method)).toEqual(before.map(() => 0));
  expect(after.map(({ size }) => size)).toEqual(before.map(({ size }) => size));
  expect(after.every(({ packed, size }) => packed === size)).toBe(true);
});

it('refuses what says that it unpacks to more than a list can be', async () => {
  const workbook = await writeWorkbook();
  const [first] = readDirectory(workbook);
  new DataView(workbook).setUint32(first!.at + 24, 0x7fffffff, true);
  await expect(storeZip(workbook)).rejects.toThrow(new UnreadableZip('tooLarge'));
  expect(await sheetDesk.read(workbook, () => {})).toEqual({ fault: { reason: 'tooLarge' } });
});

it('stops at what unpacks to more than it says', async () => {
  const packed = deflateRawSync(new Uint8Array(1_000_000));
  const archive = new Uint8Array(30 + packed.length + 46 + 22);
  const view = new DataView(archive.buffer);
  view.setUint32(0, 0x04034b50, true);
  archive.set(packed, 30);
  const directory = 30 + packed.length;
  view.setUint32(directory, 0x02014b50, true);
  view.setUint16(directory + 10, 8, true);
  view.setUint32(directory + 20, packed.length, true);
  view.setUint32(directory + 24, 10, true);
  view.setUint32(directory + 46, 0x06054b50, true);
  view.setUint16(directory + 56, 1, true);
  view.setUint32(directory + 62, directory, true);
  await expect(storeZip(archive.buffer)).rejects.toThrow(new UnreadableZip('damaged'));
});

it.each([0, 1, 7])('takes no damaged workbook for a list, cut at %s eighths', async (eighths) => {
  const workbook = await writeWorkbook();
  await expect(storeZip(workbook.slice(0, (workbook.byteLength * eighths) / 8))).rejects.toThrow(
    new UnreadableZip('damaged'),
  );
});
