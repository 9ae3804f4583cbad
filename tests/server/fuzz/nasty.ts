import type { Json } from '#domain/canonical/json.ts';
import type { SeededRandom } from '#domain/canonical/seeded-random.ts';

/** Texts that databases, parsers and headers have stumbled over. */
const NASTY_TEXTS = [
  '',
  'a\0b@example.jp',
  '\ud800',
  '名前\udfff',
  '\u0001\u001f\u007f\u0085\u2028\u2029\ufeff\uffff',
  '𠮷野家👩‍👩‍👧',
  "'; drop table users; --",
  '../../etc/passwd',
  '%00',
  '\\u0000',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '長'.repeat(3000),
];

const NASTY_VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  2 ** 31,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  '01a1fb38-0000-7000-8000-000000000000',
  '00000000-0000-7000-8000-000000000000',
  '2026-02-30',
  '2026-11-20T00:00:00.000Z',
  [],
  {},
  [['\0']],
  { '\0': 1 },
  { 'half \ud800': [] },
  JSON.parse('{"__proto__": {"toString": 1}}') as Json,
  JSON.parse(`${'['.repeat(1500)}${']'.repeat(1500)}`) as Json,
];

/** Those that not every database stores. */
const UNSTORABLE_TEXTS = ['\0', 'a\0b', '名前\0', '\ud800'];

/** A text that nobody means well with. */
export function nastyText(random: SeededRandom): string {
  if (random.chance(0.4)) return random.pick(UNSTORABLE_TEXTS);
  if (random.chance(0.7)) return random.pick(NASTY_TEXTS);
  const units = Array.from({ length: random.below(20) }, () => random.below(random.pick([0x80, 0x1_0000])));
  return String.fromCharCode(...units);
}

/** The same, or another value of JSON. */
export function nastyValue(random: SeededRandom): Json {
  return random.chance(0.6) ? nastyText(random) : random.pick(NASTY_VALUES);
}

/** A value in which one place has been spoilt: a member replaced, left out, added or renamed. The given one stays. */
export function spoil(random: SeededRandom, value: Json): Json {
  if (typeof value !== 'object' || value === null) return nastyValue(random);
  const keys = Object.keys(value);
  // Down to a leaf more often than not: what stands deep is judged last.
  if (keys.length > 0 && random.chance(0.85)) {
    const key = random.pick(keys);
    if (Array.isArray(value))
      return value.map((member, index) => (String(index) === key ? spoil(random, member) : member));
    return { ...value, [key]: spoil(random, value[key] ?? null) };
  }
  if (Array.isArray(value)) return [...value, nastyValue(random)];
  switch (random.below(4)) {
    case 0:
      return Object.fromEntries(Object.entries(value).slice(1));
    case 1:
      return { ...value, [nastyText(random)]: nastyValue(random) };
    case 2:
      return Object.fromEntries(
        Object.entries(value).map(([key, member], index) => [index === 0 ? nastyText(random) : key, member]),
      );
    default:
      return nastyValue(random);
  }
}
