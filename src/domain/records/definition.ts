import type { Closing, MergeRules } from '#domain/sync/merge-rules.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Members, ObjectOf } from './field.ts';

/** What a collection declares about itself; the rest is derived by `defineCollection`. */
interface Declaration<N extends string, M extends Members, G extends string, R extends string> {
  /** As it is called on the wire, in the database and on the device. */
  name: N;
  /**
   * Goes up whenever a field comes or its meaning changes. A device tells the server which
   * versions it knows, and fills its replica again when it has learnt a higher one.
   */
  version: number;
  fields: M;
  /** Fields that only make sense together and are won or lost together, by the name of the merge unit. */
  groups?: Readonly<Record<G, readonly (keyof M & string)[]>>;
  /** Fields by which the device finds records. */
  indices?: readonly (keyof M & string)[];
  /** Rules between fields of different merge units, which a merge can break without anyone's fault. */
  rules?: readonly { code: R; isBroken: (fields: Partial<ObjectOf<M>>) => boolean }[];
  /** From when on a record changes only by corrections. */
  closing?: Closing;
  /**
   * A record stands as it was made: the server refuses every later change and its deletion, and whoever makes
   * it names nobody but themselves in `by`. Erasure for privacy passes over this.
   */
  appendOnly?: { by: keyof M & string };
  /** Fields that say who did something: nobody says them of anybody else (`signatures.ts`). */
  signatures?: readonly (keyof M & string)[];
  /** Fields that the server alone writes; a device may only say once more what stands there. */
  serverOnly?: readonly (keyof M & string)[];
  /** The field that names the record into which one was merged; late changes follow it. */
  mergedInto?: keyof M & string;
  /**
   * What erasure leaves, so that counts stay right: nothing that tells of a person or a company.
   * All other fields go, with who wrote them, conflicts and warnings.
   */
  keptByErasure: readonly (keyof M & string)[];
}

/** A synced collection: the one place that says what its records are. */
export interface Definition<
  N extends string = string,
  M extends Members = Members,
  G extends string = string,
  R extends string = string,
> extends MergeRules {
  readonly name: N;
  readonly version: number;
  readonly fields: M;
  readonly groups: Readonly<Record<G, readonly string[]>>;
  readonly rules: readonly { code: R; isBroken: (fields: JsonObject) => boolean }[];
  readonly indices: readonly string[];
  readonly appendOnly: { readonly by: string } | undefined;
  readonly signatures: readonly string[];
  readonly serverOnly: readonly string[];
  readonly mergedInto: string | undefined;
  readonly keptByErasure: readonly string[];
}

/** What the records of a definition hold. */
export type FieldsOf<D> = D extends { readonly fields: infer M } ? ObjectOf<M> : never;

/** Makes a collection's definition of what it declares. */
export function defineCollection<
  const N extends string,
  M extends Members,
  const G extends string = never,
  const R extends string = never,
>(declaration: Declaration<N, M, G, R>): Definition<N, M, G, R> {
  const { name, version, fields, keptByErasure } = declaration;
  const named = (kind: 'set' | 'map'): Set<string> =>
    new Set(Object.keys(fields).filter((field) => fields[field]?.kind === kind));
  return {
    name,
    version,
    fields,
    keptByErasure,
    groups: declaration.groups ?? ({} as Record<G, readonly string[]>),
    sets: named('set'),
    maps: named('map'),
    rules: (declaration.rules ?? []).map(({ code, isBroken }) => ({
      code,
      // A record that was checked when it came: its fields are of the declared types.
      isBroken: (record: JsonObject) => isBroken(record as Partial<ObjectOf<M>>),
    })),
    closing: declaration.closing,
    indices: declaration.indices ?? [],
    appendOnly: declaration.appendOnly,
    signatures: declaration.signatures ?? [],
    serverOnly: declaration.serverOnly ?? [],
    mergedInto: declaration.mergedInto,
  };
}
