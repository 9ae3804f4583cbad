import type { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Field } from '#domain/records/field.ts';

const UNIQUE = /\.u\d+\./;

/** Whether a value was made by `MadeUpValues` and no other is the same. */
export function isUnique(value: unknown): boolean {
  return UNIQUE.test(JSON.stringify(value ?? null));
}

/** Values of all kinds of field, most of which never come twice in a run. */
export class MadeUpValues {
  private count = 0;

  constructor(
    private readonly random: SeededRandom,
    private readonly nowMs: () => number,
    private readonly people: readonly string[],
  ) {}

  /** A number that no other value of the run holds. */
  next(): number {
    this.count += 1;
    return this.count;
  }

  /** A value that the server takes for a field; of a map's field one of its members. */
  of(field: Field): Json {
    const { random } = this;
    switch (field.kind) {
      case 'line':
      case 'text':
      case 'answer':
        return `値.u${this.next()}.`;
      case 'attribute':
      case 'key':
      case 'json':
        return `k.u${this.next()}.`;
      case 'reference':
        return `r.u${this.next()}.`;
      case 'digits':
        return String(this.next()).padStart(field.length, '0');
      case 'flag':
        return random.chance(0.5);
      case 'count':
        return this.next();
      case 'day':
        return `2026-12-${String(1 + random.below(28)).padStart(2, '0')}`;
      case 'time':
        return `1${random.below(10)}:30`;
      case 'instant':
        return new Date(this.nowMs()).toISOString();
      case 'person':
        return random.pick(this.people);
      case 'code':
        return random.pick(field.codes);
      case 'object':
        return Object.fromEntries(
          Object.entries(field.members).map(([name, member]) => [name, this.of(member)]),
        );
      case 'list':
      case 'set':
        return [this.of(field.of)];
      case 'dictionary':
        return { [random.pick(field.keys)]: this.of(field.of) };
      case 'map':
        return this.of(field.of);
    }
  }

  /** A value that the server refuses for a field; undefined where it takes almost any. */
  wrongFor(field: Field): Json | undefined {
    const isPicky = ['digits', 'count', 'day', 'time', 'instant', 'code'].includes(field.kind);
    return isPicky ? `${WRONG}${this.next()}` : undefined;
  }
}

/** How values begin that the server refuses. */
export const WRONG = '誤';
