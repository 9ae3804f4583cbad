import type { Coding } from '#domain/records/coding.ts';
import { measureAgreement, type Agreement } from './agreement.ts';

/** A coding with the id of its record. */
export interface CodingRecord {
  id: string;
  fields: Partial<Coding>;
}

/** What people sorted one text into. */
export interface TextCodings {
  byCoder: ReadonlyMap<string, ReadonlySet<string>>;
  /** What settles it, if somebody has. */
  settled: ReadonlySet<string> | undefined;
}

const NOTHING: TextCodings = { byCoder: new Map(), settled: undefined };

/**
 * The codings of a frame by the hash of their text. Who sorted a text on two devices that did not know of each other
 * has two records of it; the newer one counts. A record without categories is none.
 */
export function indexCodings(codings: readonly CodingRecord[], frameId: string): Map<string, TextCodings> {
  const texts = new Map<
    string,
    { byCoder: Map<string, ReadonlySet<string>>; settled?: ReadonlySet<string> }
  >();
  const inOrder = codings
    .filter(({ fields }) => fields.frameId === frameId)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  for (const { fields } of inOrder) {
    const { textHash, coder, categories = [], settled } = fields;
    if (textHash === undefined || coder === undefined) continue;
    const text = texts.get(textHash) ?? { byCoder: new Map<string, ReadonlySet<string>>() };
    texts.set(textHash, text);
    const given = new Set(categories);
    if (settled) {
      if (given.size > 0) text.settled = given;
      else delete text.settled;
    } else if (given.size > 0) text.byCoder.set(coder, given);
    else text.byCoder.delete(coder);
  }
  return new Map([...texts].map(([hash, { byCoder, settled }]) => [hash, { byCoder, settled }]));
}

/** The codings of a text; none where it has not been sorted. */
export function codingsOf(index: ReadonlyMap<string, TextCodings>, textHash: string): TextCodings {
  return index.get(textHash) ?? NOTHING;
}

/** Whether two people sorted a text differently and nobody has settled it. */
export function isDisputed({ byCoder, settled }: TextCodings): boolean {
  const [first, ...others] = [...byCoder.values()];
  return settled === undefined && others.some((other) => !isSame(first!, other));
}

/**
 * What a text counts as: what settles it, else what all who sorted it gave it. Undefined where
 * nobody has sorted it, or they have nothing in common.
 */
export function categoriesOf({ byCoder, settled }: TextCodings): ReadonlySet<string> | undefined {
  if (settled) return settled;
  const [first, ...others] = [...byCoder.values()];
  const common = [...(first ?? [])].filter((code) => others.every((other) => other.has(code)));
  return common.length > 0 ? new Set(common) : undefined;
}

/** The two people who have sorted most texts both, those who have most in common first; undefined for one alone. */
export function findCoderPair(
  index: ReadonlyMap<string, TextCodings>,
): readonly [string, string] | undefined {
  const counts = new Map<string, { pair: readonly [string, string]; count: number }>();
  for (const { byCoder } of index.values()) {
    const coders = [...byCoder.keys()].sort();
    coders.forEach((one, position) => {
      for (const other of coders.slice(position + 1)) {
        const key = `${one} ${other}`;
        const known = counts.get(key) ?? { pair: [one, other] as const, count: 0 };
        counts.set(key, { ...known, count: known.count + 1 });
      }
    });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.pair;
}

/** How alike two people sorted the texts that both have sorted, category by category. */
export function compareCoders(
  index: ReadonlyMap<string, TextCodings>,
  [one, other]: readonly [string, string],
  categories: readonly string[],
): Map<string, Agreement> {
  const pairs = [...index.values()].flatMap(({ byCoder }) => {
    const first = byCoder.get(one);
    const second = byCoder.get(other);
    return first && second ? [[first, second] as const] : [];
  });
  return new Map(categories.map((category) => [category, measureAgreement(pairs, category)]));
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((code) => other.has(code));
}
