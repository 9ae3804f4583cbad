/* Reed–Solomon over GF(256) with x⁸+x⁴+x³+x²+1, as QR codes use it (ISO/IEC 18004). */

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = value;
  EXP[power + 255] = value;
  LOG[value] = power;
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
}

function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : EXP[LOG[a]! + LOG[b]!]!;
}

function divide(a: number, b: number): number {
  return a === 0 ? 0 : EXP[LOG[a]! + 255 - LOG[b]!]!;
}

/** The value of a polynomial, the lowest coefficient first. */
function evaluate(polynomial: readonly number[], x: number): number {
  return polynomial.reduceRight((sum, coefficient) => multiply(sum, x) ^ coefficient, 0);
}

/** Corrects a block in place. @returns false where it is damaged beyond what `eccCount` codewords can mend */
export function correctBlock(block: Uint8Array, eccCount: number): boolean {
  const highestFirst = [...block].reverse();
  const syndromes = Array.from({ length: eccCount }, (_, power) => evaluate(highestFirst, EXP[power]!));
  if (syndromes.every((value) => value === 0)) return true;
  const locator = findLocator(syndromes);
  const errorCount = locator.length - 1;
  if (errorCount * 2 > eccCount) return false;
  const positions = [...block.keys()].filter(
    (position) => evaluate(locator, EXP[(255 - position) % 255]!) === 0,
  );
  if (positions.length !== errorCount) return false;
  // Forney: the error at a root is the evaluator over the formal derivative of the locator there.
  const evaluator = Array.from({ length: eccCount }, (_, power) =>
    locator.reduce(
      (sum, coefficient, at) => (at > power ? sum : sum ^ multiply(coefficient, syndromes[power - at]!)),
      0,
    ),
  );
  for (const position of positions) {
    const inverse = EXP[(255 - position) % 255]!;
    const derivative = locator
      .filter((_, power) => power % 2 === 1)
      .reduceRight((sum, coefficient) => multiply(sum, multiply(inverse, inverse)) ^ coefficient, 0);
    if (derivative === 0) return false;
    const magnitude = multiply(EXP[position]!, divide(evaluate(evaluator, inverse), derivative));
    block[block.length - 1 - position]! ^= magnitude;
  }
  return true;
}

/** The polynomial whose roots say where the errors are (Berlekamp and Massey), the lowest coefficient first. */
function findLocator(syndromes: readonly number[]): number[] {
  let locator = [1];
  let before = [1];
  let length = 0;
  let gap = 1;
  let lastDiscrepancy = 1;
  for (const [step, syndrome] of syndromes.entries()) {
    let discrepancy = syndrome;
    for (let at = 1; at <= length; at += 1) discrepancy ^= multiply(locator[at] ?? 0, syndromes[step - at]!);
    if (discrepancy === 0) {
      gap += 1;
      continue;
    }
    const factor = divide(discrepancy, lastDiscrepancy);
    const next = Array.from({ length: Math.max(locator.length, before.length + gap) }, (_, power) => {
      return (locator[power] ?? 0) ^ multiply(factor, before[power - gap] ?? 0);
    });
    if (2 * length <= step) {
      before = locator;
      lastDiscrepancy = discrepancy;
      length = step + 1 - length;
      gap = 1;
    } else gap += 1;
    locator = next;
  }
  return locator.slice(0, length + 1);
}
