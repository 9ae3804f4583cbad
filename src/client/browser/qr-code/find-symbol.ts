import { MOST_VERSION, sizeOfVersion, type Modules } from './read-modules.ts';

/** A picture in black and white: 1 is dark. */
export interface Bitmap {
  width: number;
  height: number;
  dark: Uint8Array;
}

interface Point {
  x: number;
  y: number;
}

/** The middle of one of the three large squares, with the size of a module there. */
interface Finder extends Point {
  module: number;
  /** In how many rows it was seen. */
  seen: number;
}

/** A part of the picture is dark that is darker than this share of what lies around it. */
const DARKER_THAN = 0.88;

/** Black and white by what lies around each point, so that a shadow over half a sheet does no harm. @param pixels RGBA */
export function toBitmap(pixels: Uint8ClampedArray, width: number, height: number): Bitmap {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const value = (pixels[at * 4]! * 77 + pixels[at * 4 + 1]! * 150 + pixels[at * 4 + 2]! * 29) >> 8;
      grey[at] = value;
      row += value;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  }
  const reach = Math.max(8, Math.round(Math.min(width, height) / 12));
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - reach);
    const bottom = Math.min(height, y + reach + 1);
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum =
        sums[bottom * stride + right]! -
        sums[top * stride + right]! -
        sums[bottom * stride + left]! +
        sums[top * stride + left]!;
      const at = y * width + x;
      if (grey[at]! * (bottom - top) * (right - left) < sum * DARKER_THAN) dark[at] = 1;
    }
  }
  return { width, height, dark };
}

/** A symbol in a picture that may be read: which version it seems to be, and its modules. */
export interface SymbolFound {
  version: number;
  modules: Modules;
}

/** The symbols that may be in a picture, the likeliest first. */
export function* findSymbols(bitmap: Bitmap): Generator<SymbolFound> {
  for (const [corner, right, below] of listTriples(findFinders(bitmap)))
    yield* trySymbol(bitmap, corner, right, below);
}

/** Runs of 1:1:3:1:1, across and then up and down. */
function findFinders(bitmap: Bitmap): Finder[] {
  const { width, height, dark } = bitmap;
  const found: Finder[] = [];
  const runs = [0, 0, 0, 0, 0];
  for (let y = 0; y < height; y += 1) {
    runs.fill(0);
    let colour = 0;
    for (let x = 0; x <= width; x += 1) {
      const value = x < width ? dark[y * width + x]! : 1 - colour;
      if (value === colour) {
        runs[4]! += 1;
        continue;
      }
      if (colour === 1 && isFinder(runs)) addFinder(bitmap, found, x - runs[4]! - runs[3]! - runs[2]! / 2, y);
      runs.shift();
      runs.push(1);
      colour = value;
    }
  }
  return found.filter(({ seen }) => seen > 1).sort((a, b) => b.seen - a.seen);
}

function isFinder(runs: readonly number[]): boolean {
  const total = runs.reduce((sum, run) => sum + run, 0);
  if (total < 7 || runs.includes(0)) return false;
  const module = total / 7;
  return runs.every(
    (run, at) => Math.abs(run - (at === 2 ? 3 : 1) * module) < (at === 2 ? 1.5 : 0.7) * module,
  );
}

function addFinder(bitmap: Bitmap, found: Finder[], x: number, y: number): void {
  const down = crossCheck(bitmap, { x, y }, { x: 0, y: 1 });
  const across = down && crossCheck(bitmap, down, { x: 1, y: 0 });
  if (!down || !across) return;
  const module = (down.module + across.module) / 2;
  const near = found.find(
    (one) => Math.abs(one.x - across.x) < module * 2 && Math.abs(one.y - down.y) < module * 2,
  );
  if (!near) {
    found.push({ x: across.x, y: down.y, module, seen: 1 });
    return;
  }
  const mix = (before: number, now: number): number => (before * near.seen + now) / (near.seen + 1);
  near.x = mix(near.x, across.x);
  near.y = mix(near.y, down.y);
  near.module = mix(near.module, module);
  near.seen += 1;
}

/** The middle of the runs through a point in a direction, if they are those of a finder. */
function crossCheck(bitmap: Bitmap, { x, y }: Point, step: Point): (Point & { module: number }) | undefined {
  const runs = [0, 0, 0, 0, 0];
  const walk = (sign: 1 | -1): number => {
    let [px, py] = [Math.floor(x), Math.floor(y)];
    if (sign === -1) [px, py] = [px - step.x, py - step.y];
    let middle = 0;
    for (let part = 0; part < 3; part += 1) {
      const colour = part === 1 ? 0 : 1;
      while (isInside(bitmap, px, py) && bitmap.dark[py * bitmap.width + px] === colour) {
        runs[2 + part * sign]! += 1;
        if (part === 0) middle += 1;
        [px, py] = [px + step.x * sign, py + step.y * sign];
      }
    }
    return middle;
  };
  const behind = walk(-1);
  const ahead = walk(1);
  if (!isFinder(runs)) return undefined;
  const shift = (ahead - behind) / 2;
  return {
    x: step.x === 0 ? x : Math.floor(x) + shift,
    y: step.y === 0 ? y : Math.floor(y) + shift,
    module: runs.reduce((sum, run) => sum + run, 0) / 7,
  };
}

function isInside({ width, height }: Bitmap, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** So many of the squares seen most often are put together. */
const MOST_FINDERS = 8;

/** Three squares as they stand in a symbol: corner, right of it, below it; the best right angles first. */
function listTriples(found: readonly Finder[]): [Finder, Finder, Finder][] {
  const finders = found.slice(0, MOST_FINDERS);
  const triples: { fault: number; points: [Finder, Finder, Finder] }[] = [];
  for (const corner of finders) {
    for (const [at, one] of finders.entries()) {
      for (const other of finders.slice(at + 1)) {
        if (one === corner || other === corner) continue;
        const a = { x: one.x - corner.x, y: one.y - corner.y };
        const b = { x: other.x - corner.x, y: other.y - corner.y };
        const [lengthA, lengthB] = [Math.hypot(a.x, a.y), Math.hypot(b.x, b.y)];
        const cosine = Math.abs(a.x * b.x + a.y * b.y) / (lengthA * lengthB);
        const sizes = [corner, one, other].map(({ module }) => module);
        const uneven = Math.max(...sizes) / Math.min(...sizes) - 1;
        const fault = cosine + Math.abs(lengthA - lengthB) / Math.max(lengthA, lengthB) + uneven;
        if (fault > 1) continue;
        // Seen from above, what is right of the corner lies counter-clockwise of what is below it.
        const isTurned = a.x * b.y - a.y * b.x < 0;
        triples.push({ fault, points: isTurned ? [corner, other, one] : [corner, one, other] });
      }
    }
  }
  return triples.sort((x, y) => x.fault - y.fault).map(({ points }) => points);
}

function* trySymbol(bitmap: Bitmap, corner: Finder, right: Finder, below: Finder): Generator<SymbolFound> {
  const module = (corner.module + right.module + below.module) / 3;
  const side = (distance(corner, right) + distance(corner, below)) / 2 / module + 7;
  const guess = Math.round((side - 17) / 4);
  for (const version of [guess, guess - 1, guess + 1]) {
    if (version < 1 || version > MOST_VERSION) continue;
    const size = sizeOfVersion(version);
    const span = size - 7;
    const place = (row: number, column: number): Point => ({
      x: corner.x + ((right.x - corner.x) * (column - 3)) / span + ((below.x - corner.x) * (row - 3)) / span,
      y: corner.y + ((right.y - corner.y) * (column - 3)) / span + ((below.y - corner.y) * (row - 3)) / span,
    });
    const flat: Modules = (row, column) => isDark(bitmap, place(row, column));
    const aligned = version > 1 ? findAlignment(bitmap, place, size) : undefined;
    if (aligned) {
      const bent = bend({ corner, right, below, aligned, size });
      yield { version, modules: (row, column) => isDark(bitmap, bent(row, column)) };
    }
    yield { version, modules: flat };
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function isDark(bitmap: Bitmap, { x, y }: Point): boolean {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  return isInside(bitmap, column, row) && bitmap.dark[row * bitmap.width + column] === 1;
}

/** So many modules around where it would be on a flat sheet the small square is looked for. */
const ALIGNMENT_REACH = 4;

/** The middle of the small square near the fourth corner, where the picture is most like one. */
function findAlignment(
  bitmap: Bitmap,
  place: (row: number, column: number) => Point,
  size: number,
): Point | undefined {
  let best: { point: Point; score: number; off: number } | undefined;
  for (let down = -ALIGNMENT_REACH; down <= ALIGNMENT_REACH; down += 0.25) {
    for (let across = -ALIGNMENT_REACH; across <= ALIGNMENT_REACH; across += 0.25) {
      const [row, column] = [size - 7 + down, size - 7 + across];
      let score = 0;
      for (let y = -2; y <= 2; y += 1)
        for (let x = -2; x <= 2; x += 1) {
          const ring = Math.max(Math.abs(x), Math.abs(y));
          score += Number(isDark(bitmap, place(row + y, column + x)) === (ring !== 1));
        }
      const off = Math.hypot(down, across);
      if (score > (best?.score ?? 22) || (score === best?.score && off < best.off))
        best = { point: place(row, column), score, off };
    }
  }
  return best?.point;
}

/** Where modules lie on a sheet that is seen at an angle: the projection that takes four of them to where they were found. */
function bend({
  corner,
  right,
  below,
  aligned,
  size,
}: Record<'corner' | 'right' | 'below' | 'aligned', Point> & { size: number }): (
  row: number,
  column: number,
) => Point {
  const [near, far, inner] = [3, size - 4, size - 7];
  const pairs: [number, number, Point][] = [
    [near, near, corner],
    [far, near, right],
    [near, far, below],
    [inner, inner, aligned],
  ];
  const rows = pairs.flatMap(([u, v, { x, y }]) => [
    [u, v, 1, 0, 0, 0, -u * x, -v * x, x],
    [0, 0, 0, u, v, 1, -u * y, -v * y, y],
  ]);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solve(rows);
  return (v, u) => {
    const depth = g * u + h * v + 1;
    return { x: (a * u + b * v + c) / depth, y: (d * u + e * v + f) / depth };
  };
}

/** Gauss and Jordan, each row with its right side behind. */
function solve(rows: number[][]): number[] {
  for (let column = 0; column < rows.length; column += 1) {
    const pivot = rows.reduce(
      (best, row, at) =>
        at >= column && Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? at : best,
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const own = rows[column]!;
    const lead = own[column]! || 1e-12;
    for (const [at, row] of rows.entries()) {
      if (at === column) continue;
      const factor = row[column]! / lead;
      for (let each = column; each < row.length; each += 1) row[each]! -= factor * own[each]!;
    }
  }
  return rows.map((row, at) => row[rows.length]! / (row[at]! || 1e-12));
}
