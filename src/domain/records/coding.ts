import { defineCollection, type FieldsOf } from './definition.ts';
import { flag, key, person, reference, required, set } from './field.ts';

/**
 * What one person sorted one text into. It names the text by the hash of its words and no response: what
 * stands here cannot be joined to a company, and what several wrote alike is sorted once.
 */
export const codings = defineCollection({
  name: 'codings',
  version: 1,
  fields: {
    frameId: required(reference('codingFrames')),
    /** SHA-256 of the text in its one form. */
    textHash: required(key()),
    coder: required(person()),
    /** None: the person has taken it back. */
    categories: set(key()),
    /** It settles what two people sorted differently, and counts alone. */
    settled: flag(),
  },
  indices: ['frameId'],
  signatures: ['coder'],
  keptByErasure: ['frameId', 'coder'],
});

export type Coding = FieldsOf<typeof codings>;
