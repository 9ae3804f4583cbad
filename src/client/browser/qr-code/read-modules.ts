import { correctBlock } from './reed-solomon.ts';

/** Whether the module in a row and column of a symbol is dark. */
export type Modules = (row: number, column: number) => boolean;

/** Codewords of error correction in a block, and blocks, of versions 1 to 10 (ISO/IEC 18004, table 9). */
const LEVELS = {
  L: { ecc: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18], blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4] },
  M: { ecc: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26], blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5] },
  Q: { ecc: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24], blocks: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8] },
  H: { ecc: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28], blocks: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8] },
} as const;
/** By the two bits of the format. */
const LEVEL_OF_BITS = ['M', 'L', 'H', 'Q'] as const;
/** Codes of ours are far smaller. */
export const MOST_VERSION = 10;

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** How many modules a side of a version has. */
export function sizeOfVersion(version: number): number {
  return version * 4 + 17;
}

/** The text of a symbol; undefined where it cannot be read. */
export function readModules(version: number, modules: Modules): string | undefined {
  const size = sizeOfVersion(version);
  const format = readFormat(size, modules);
  if (!format) return undefined;
  const raw = readCodewords(version, format.mask, modules);
  const { ecc, blocks } = LEVELS[format.level];
  const data = correct(raw, ecc[version - 1]!, blocks[version - 1]!);
  return data && readText(data, version);
}

/** The format's 15 bits stand twice; the valid one that is nearest is meant, with three wrong bits at most. */
function readFormat(
  size: number,
  modules: Modules,
): { level: (typeof LEVEL_OF_BITS)[number]; mask: number } | undefined {
  const end = size - 1;
  const first: [number, number][] = [
    ...[0, 1, 2, 3, 4, 5, 7, 8].map((row): [number, number] => [row, 8]),
    ...[7, 5, 4, 3, 2, 1, 0].map((column): [number, number] => [8, column]),
  ];
  const second: [number, number][] = [
    ...Array.from({ length: 8 }, (_, at): [number, number] => [8, end - at]),
    ...Array.from({ length: 7 }, (_, at): [number, number] => [size - 7 + at, 8]),
  ];
  const read = [first, second].map((places) =>
    places.reduce((bits, [row, column], at) => bits | (Number(modules(row, column)) << at), 0),
  );
  let best: { data: number; distance: number } | undefined;
  for (let data = 0; data < 32; data += 1) {
    const bits = formatBits(data);
    const distance = Math.min(...read.map((each) => countBits(each ^ bits)));
    if (distance <= 3 && distance < (best?.distance ?? 4)) best = { data, distance };
  }
  return best && { level: LEVEL_OF_BITS[best.data >> 3]!, mask: best.data & 7 };
}

function formatBits(data: number): number {
  let rest = data;
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  return ((data << 10) | rest) ^ 0x5412;
}

function countBits(value: number): number {
  return value.toString(2).replaceAll('0', '').length;
}

function listAlignment(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const size = sizeOfVersion(version);
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - (count - 2 - at) * step)];
}

/** Whether a module is part of a pattern or of what is said of the symbol itself. */
function createFunctionTest(version: number): (row: number, column: number) => boolean {
  const size = sizeOfVersion(version);
  const places = listAlignment(version);
  const last = places.length - 1;
  const centres = places.flatMap((row, i) =>
    places.flatMap((column, j) =>
      (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0) ? [] : [[row, column]],
    ),
  ) as [number, number][];
  return (row, column) =>
    row === 6 ||
    column === 6 ||
    (row < 9 && column < 9) ||
    (row < 9 && column >= size - 8) ||
    (row >= size - 8 && column < 9) ||
    (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) ||
    centres.some(([y, x]) => Math.abs(row - y) <= 2 && Math.abs(column - x) <= 2);
}

/** Two columns at a time from the right, upwards and downwards in turn; column 6 is none. */
function readCodewords(version: number, mask: number, modules: Modules): Uint8Array {
  const size = sizeOfVersion(version);
  const isFunction = createFunctionTest(version);
  const isMasked = MASKS[mask]!;
  const bits: boolean[] = [];
  let isUpward = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = isUpward ? size - 1 - step : step;
      for (const column of [right, right - 1])
        if (!isFunction(row, column)) bits.push(modules(row, column) !== isMasked(row, column));
    }
    isUpward = !isUpward;
  }
  return Uint8Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((byte, bit) => (byte << 1) | Number(bit), 0),
  );
}

/** The data of the blocks, which stand in turn in the symbol, corrected. */
function correct(raw: Uint8Array, eccCount: number, blockCount: number): number[] | undefined {
  const shortLength = Math.floor(raw.length / blockCount);
  const shortCount = blockCount - (raw.length % blockCount);
  const dataLength = shortLength - eccCount;
  const blocks = Array.from(
    { length: blockCount },
    (_, at) => new Uint8Array(shortLength + (at < shortCount ? 0 : 1)),
  );
  let next = 0;
  for (let at = 0; at <= dataLength; at += 1)
    for (const [index, block] of blocks.entries())
      if (at < dataLength || index >= shortCount) block[at] = raw[next++]!;
  for (let at = 0; at < eccCount; at += 1)
    for (const block of blocks) block[block.length - eccCount + at] = raw[next++]!;
  const data: number[] = [];
  for (const block of blocks) {
    if (!correctBlock(block, eccCount)) return undefined;
    data.push(...block.subarray(0, block.length - eccCount));
  }
  return data;
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** The text of the segments; undefined where one is of a kind that our codes do not have. */
function readText(data: readonly number[], version: number): string | undefined {
  let at = 0;
  const take = (count: number): number => {
    let value = 0;
    for (let left = count; left > 0; left -= 1, at += 1)
      value = value * 2 + (((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  const isLarge = version >= 10;
  const bytes: number[] = [];
  const say = (text: string): void => void bytes.push(...new TextEncoder().encode(text));
  while (at + 4 <= data.length * 8) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 1) {
      for (let left = take(isLarge ? 12 : 10); left > 0; left -= 3) {
        const digits = Math.min(3, left);
        say(String(take([0, 4, 7, 10][digits]!)).padStart(digits, '0'));
      }
    } else if (mode === 2) {
      for (let left = take(isLarge ? 11 : 9); left > 0; left -= 2) {
        const value = take(left > 1 ? 11 : 6);
        const two = left > 1 ? (ALPHANUMERIC[Math.floor(value / 45)] ?? '') : '';
        say(two + (ALPHANUMERIC[value % 45] ?? ''));
      }
    } else if (mode === 4) {
      for (let left = take(isLarge ? 16 : 8); left > 0; left -= 1) bytes.push(take(8));
    } else if (mode === 7) take(8);
    else return undefined;
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
