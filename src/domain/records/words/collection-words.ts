import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Definition } from '#domain/records/definition.ts';
import type { ValueOf } from '#domain/records/field.ts';

/** The names of the fields that hold one of a few codes. */
type CodeName<M> = {
  [K in keyof M]: string extends ValueOf<M[K]> ? never : ValueOf<M[K]> extends string ? K : never;
}[keyof M];

/**
 * What people call a collection, its fields, the groups that are won or lost together, the codes
 * and the rules. Apart from the definition, which every start of the app needs and these do not;
 * the compiler insists that nothing is left without words.
 */
export type CollectionWords<D> =
  D extends Definition<string, infer M, infer G, infer R>
    ? {
        /** One record of the collection: 訪問. */
        name: LocalisedText;
        fields: Record<keyof M, LocalisedText>;
        groups: Record<G, LocalisedText>;
        codes: { [K in CodeName<M>]: Record<ValueOf<M[K]> & string, LocalisedText> };
        /** What is said to whoever looks at a record that breaks the rule. */
        rules: Record<R, LocalisedText>;
      }
    : never;
