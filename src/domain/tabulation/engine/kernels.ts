/*
 * The innermost loops. A loop over many rows is written for speed: one type of array per function, so
 * that it is compiled for it, four answers by one load, and four tables of counts that are added in the end, so that
 * counting the same cell twice in a row does not wait for the first time.
 */

type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Below so many rows preparing costs more than it saves. */
const MANY_ROWS = 16_384;
/** Several tables of counts pay from so many rows a cell on. */
const ROWS_A_CELL = 8;
/** Of how many words one is looked at to know what most are like. */
const LOOK_AT_EACH = 61;

/** How often each code stands beside each value: `[code × (width)]`, values below `width`. */
export function countPairs(codes: Codes, codeCount: number, values: Codes, width: number): Counts {
  const rowCount = values.length;
  const size = codeCount * width;
  if (
    rowCount >= size * ROWS_A_CELL &&
    codes instanceof Uint8Array &&
    values instanceof Uint8Array &&
    size * 4 <= 0xffff
  )
    return countBytePairs(codes, values, width, size);
  const counts = zeros(size);
  for (let row = 0; row < rowCount; row++) counts[codes[row]! * width + values[row]!]!++;
  return counts;
}

/** Where counts of the table at hand are kept: to make room anew for each of hundreds costs as much as to count. */
let scratch = new Uint32Array(0x1000);

/** So many zeros, good until the next call. */
function takeScratch(length: number): Uint32Array {
  if (scratch.length < length) scratch = new Uint32Array(length);
  else scratch.fill(0, 0, length);
  return scratch;
}

/** Counts of few rows stand in a plain list: it is made in a fraction of the time of a typed array. */
export type Counts = number[] | Uint32Array;

/** So many zeros. */
export function zeros(length: number): number[] {
  const values: number[] = [];
  for (let index = 0; index < length; index++) values.push(0);
  return values;
}

/**
 * Four rows a word, of which the first and the third lie apart enough for one multiplication to give the cells of both,
 * and likewise the other two; each of the four is counted in a table of its own. Two words a round.
 */
function countBytePairs(codes: Uint8Array, values: Uint8Array, width: number, size: number): number[] {
  const tables = takeScratch(size * 4);
  const evenTables = (size * 2) << 16;
  const oddTables = ((size * 3) << 16) | size;
  const isAligned = codes.byteOffset % 4 === 0 && values.byteOffset % 4 === 0;
  const words = isAligned ? (values.length >>> 3) * 2 : 0;
  const codeWords = new Uint32Array(codes.buffer, isAligned ? codes.byteOffset : 0, words);
  const valueWords = new Uint32Array(values.buffer, isAligned ? values.byteOffset : 0, words);
  for (let word = 0; word < words; word += 2) {
    const code = codeWords[word]!;
    const value = valueWords[word]!;
    const even = (Math.imul(code & 0xff00ff, width) + (value & 0xff00ff) + evenTables) | 0;
    const odd = (Math.imul((code >>> 8) & 0xff00ff, width) + ((value >>> 8) & 0xff00ff) + oddTables) | 0;
    const nextCode = codeWords[word + 1]!;
    const nextValue = valueWords[word + 1]!;
    const nextEven = (Math.imul(nextCode & 0xff00ff, width) + (nextValue & 0xff00ff) + evenTables) | 0;
    const nextOdd =
      (Math.imul((nextCode >>> 8) & 0xff00ff, width) + ((nextValue >>> 8) & 0xff00ff) + oddTables) | 0;
    tables[even & 0xffff]!++;
    tables[odd & 0xffff]!++;
    tables[even >>> 16]!++;
    tables[odd >>> 16]!++;
    tables[nextEven & 0xffff]!++;
    tables[nextOdd & 0xffff]!++;
    tables[nextEven >>> 16]!++;
    tables[nextOdd >>> 16]!++;
  }
  for (let row = words * 4; row < values.length; row++) tables[codes[row]! * width + values[row]!]!++;
  const counts: number[] = [];
  for (let cell = 0; cell < size; cell++)
    counts.push(tables[cell]! + tables[size + cell]! + tables[size * 2 + cell]! + tables[size * 3 + cell]!);
  return counts;
}

/** How often each option is ticked beside each code, `[code × width]`, and how many rows have the code. */
export function countTicks(
  codes: Codes,
  codeCount: number,
  masks: Codes,
  width: number,
): { ticks: number[]; rows: number[] } {
  const ticks = zeros(codeCount * width);
  const rows = zeros(codeCount);
  if (masks.length >= MANY_ROWS && codes instanceof Uint8Array && masks instanceof Uint16Array) {
    const { low, high } = countByteHalves(codes, codeCount, masks);
    foldTicks(low, 8, 0, width, ticks);
    foldTicks(high, 8, 8, width, ticks);
    sumRows(low, 8, rows);
  } else if (
    codes instanceof Uint8Array &&
    masks instanceof Uint16Array &&
    masks.length >= codeCount * ROWS_A_CELL
  ) {
    const quarters = countByteQuarters(codes, codeCount, masks);
    for (let first = 0; first < width; first += 4)
      foldQuarter(quarters, codeCount * 4 * first, codeCount, first, width, ticks);
    for (let cell = 0; cell < codeCount * 0x10; cell++) rows[cell >>> 4]! += quarters[cell]!;
  } else
    for (let first = 0; first < width; first += 4) {
      const histogram = countNibbles(codes, codeCount, masks, first);
      foldTicks(histogram, 4, first, width, ticks);
      if (first === 0) sumRows(histogram, 4, rows);
    }
  return { ticks, rows };
}

/** How often the four bits from `shift` on stand beside each code: `[code × 16]`. */
function countNibbles(codes: Codes, codeCount: number, masks: Codes, shift: number): number[] {
  const histogram = zeros(codeCount * 0x10);
  for (let row = 0; row < masks.length; row++)
    histogram[codes[row]! * 0x10 + ((masks[row]! >>> shift) & 0xf)]!++;
  return histogram;
}

/** The four quarters of masks of 16 bits beside codes of 8, in one pass: `[quarter × code × 16]`. */
function countByteQuarters(codes: Uint8Array, codeCount: number, masks: Uint16Array): Uint32Array {
  const size = codeCount * 0x10;
  const parts = takeScratch(size * 4);
  for (let row = 0; row < masks.length; row++) {
    const from = codes[row]! << 4;
    const mask = masks[row]!;
    parts[from | (mask & 0xf)]!++;
    parts[size + (from | ((mask >>> 4) & 0xf))]!++;
    parts[size * 2 + (from | ((mask >>> 8) & 0xf))]!++;
    parts[size * 3 + (from | (mask >>> 12))]!++;
  }
  return parts;
}

/** Both bytes of masks of 16 bits beside codes of 8: `[code × 256]` each. */
function countByteHalves(
  codes: Uint8Array,
  codeCount: number,
  masks: Uint16Array,
): { low: Uint32Array; high: Uint32Array } {
  const low = new Uint32Array(codeCount * 0x100);
  const high = new Uint32Array(codeCount * 0x100);
  const isAligned = codes.byteOffset % 4 === 0 && masks.byteOffset % 4 === 0;
  const words = isAligned ? masks.length >>> 2 : 0;
  const codeWords = new Uint32Array(codes.buffer, isAligned ? codes.byteOffset : 0, words);
  const maskWords = new Uint32Array(masks.buffer, isAligned ? masks.byteOffset : 0, words * 2);
  for (let word = 0; word < words; word++) {
    const code = codeWords[word]!;
    const two = maskWords[word * 2]!;
    const more = maskWords[word * 2 + 1]!;
    const first = (code << 8) & 0xff00;
    low[first | (two & 0xff)]!++;
    high[first | ((two >>> 8) & 0xff)]!++;
    const second = code & 0xff00;
    low[second | ((two >>> 16) & 0xff)]!++;
    high[second | (two >>> 24)]!++;
    const third = (code >>> 8) & 0xff00;
    low[third | (more & 0xff)]!++;
    high[third | ((more >>> 8) & 0xff)]!++;
    const fourth = (code >>> 16) & 0xff00;
    low[fourth | ((more >>> 16) & 0xff)]!++;
    high[fourth | (more >>> 24)]!++;
  }
  for (let row = words * 4; row < masks.length; row++) {
    const from = codes[row]! << 8;
    low[from | (masks[row]! & 0xff)]!++;
    high[from | (masks[row]! >>> 8)]!++;
  }
  return { low, high };
}

/** Adds up for each option in which parts of the masks, of `bits` bits from option `first` on, it is ticked. */
function foldTicks(histogram: Counts, bits: number, first: number, width: number, ticks: number[]): void {
  const size = 1 << bits;
  const options = Math.min(bits, width - first);
  for (let from = 0, cell = first; from < histogram.length; from += size, cell += width)
    for (let option = 0; option < options; option++) {
      const bit = 1 << option;
      let sum = 0;
      for (let part = bit; part < size; part = (part + 1) | bit) sum += histogram[from + part]!;
      ticks[cell + option]! += sum;
    }
}

/** As `foldTicks`, of a quarter of masks that begins at `from`: pairs of parts that differ in the first option are added once. */
function foldQuarter(
  quarters: Uint32Array,
  from: number,
  codeCount: number,
  first: number,
  width: number,
  ticks: number[],
): void {
  for (let code = 0; code < codeCount; code++, from += 0x10) {
    let one = 0;
    let two = 0;
    let three = 0;
    let four = 0;
    for (let part = 0; part < 0x10; part += 2) {
      const with1 = quarters[from + part + 1]!;
      const either = quarters[from + part]! + with1;
      one += with1;
      if (part & 2) two += either;
      if (part & 4) three += either;
      if (part & 8) four += either;
    }
    const cell = code * width + first;
    ticks[cell] = one;
    if (first + 1 < width) ticks[cell + 1] = two;
    if (first + 2 < width) ticks[cell + 2] = three;
    if (first + 3 < width) ticks[cell + 3] = four;
  }
}

function sumRows(histogram: Counts, bits: number, rows: number[]): void {
  for (let cell = 0; cell < histogram.length; cell++) rows[cell >>> bits]! += histogram[cell]!;
}

/** How often each reason for a missing answer stands beside each code, `[code × reasons]`, reasons from 1 on. */
export function countReasons(codes: Codes, codeCount: number, reasons: Uint8Array, kinds: number): number[] {
  const counts = zeros(codeCount * kinds);
  const isAligned = reasons.byteOffset % 4 === 0;
  const words = isAligned ? reasons.length >>> 2 : 0;
  const four = new Uint32Array(reasons.buffer, isAligned ? reasons.byteOffset : 0, words);
  if (isOftenSet(four)) return countEachReason(codes, codeCount, reasons, kinds);
  // Answers are rarely missing: four rows are passed over at once.
  for (let word = 0; word < words; word++) {
    if (four[word] === 0) continue;
    for (let row = word * 4; row < word * 4 + 4; row++) {
      const reason = reasons[row]!;
      if (reason !== 0) counts[codes[row]! * kinds + reason - 1]!++;
    }
  }
  for (let row = words * 4; row < reasons.length; row++) {
    const reason = reasons[row]!;
    if (reason !== 0) counts[codes[row]! * kinds + reason - 1]!++;
  }
  return counts;
}

/** Whether passing over what is 0 would not save much, by a look at one of many words. */
function isOftenSet(words: Uint32Array): boolean {
  let set = 0;
  for (let word = 0; word < words.length; word += LOOK_AT_EACH) if (words[word] !== 0) set++;
  return set * LOOK_AT_EACH > words.length / 4;
}

function countEachReason(codes: Codes, codeCount: number, reasons: Uint8Array, kinds: number): number[] {
  const pairs = countPairs(codes, codeCount, reasons, kinds + 1);
  const counts: number[] = [];
  for (let cell = 0; cell < pairs.length; cell++) if (cell % (kinds + 1) !== 0) counts.push(pairs[cell]!);
  return counts;
}
