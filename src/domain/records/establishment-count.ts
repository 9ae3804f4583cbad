import { defineCollection, type FieldsOf } from './definition.ts';
import { code, day, filledLine, flag, json, line, required } from './field.ts';

/** What one line of a count is divided by. */
export const COUNT_DIMENSIONS = ['industry', 'employees', 'region'] as const;
export type CountDimension = (typeof COUNT_DIMENSIONS)[number];

/**
 * How many establishments there are, from a census: what the companies that were served are held against. Figures come
 * from files that the centre loads, with where they are from; none are shipped.
 */
export const establishmentCounts = defineCollection({
  name: 'establishmentCounts',
  version: 1,
  fields: {
    title: required(filledLine()),
    source: required(filledLine()),
    /** The day that the figures are of. */
    sourcedOn: required(day()),
    /** What is counted. */
    unit: code(['establishments', 'companies']),
    note: line(),
    /** `[industry, employees, region, count]` a line; an empty code where it is not divided by that. */
    cells: required(json()),
    /** Marks figures that nobody has counted. */
    invented: flag(),
  },
  keptByErasure: ['sourcedOn', 'unit', 'invented'],
});

export type EstablishmentCount = FieldsOf<typeof establishmentCounts>;
