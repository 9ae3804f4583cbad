import { defineCollection, type FieldsOf } from './definition.ts';
import {
  count,
  day,
  filledLine,
  flag,
  json,
  key,
  line,
  list,
  object,
  reference,
  required,
  type ObjectOf,
} from './field.ts';

const MARGIN_MEMBERS = {
  /** The column of the data whose categories the figures are of. */
  column: required(key()),
  /** Where the figures come from, and of which day they are. */
  source: line(),
  sourcedOn: day(),
  /** Marks figures that nobody has counted: for trying out and for demonstrations. */
  invented: flag(),
  /** How many (or which part) of everybody are in each category, by its code. */
  targets: required(json()),
};

/** What is known of everybody about one column, and from where. */
export type WeightingMargin = ObjectOf<typeof MARGIN_MEMBERS>;

/** Known figures about all companies to which the answers of a survey are weighted. */
export const weightings = defineCollection({
  name: 'weightings',
  version: 2,
  fields: {
    surveyId: required(reference('surveys')),
    title: required(filledLine()),
    margins: required(list(object(MARGIN_MEMBERS), 20)),
    /** No weight above so many times the mean weight; a number above 1, absent where weights are not cut. */
    trim: json(),
    /** Where raking begins: `sample` for what each answer stands for in the drawn sample; absent for equal weights. */
    base: key(),
    /** How many companies there are in all, where it is known. */
    population: count(),
  },
  keptByErasure: ['surveyId', 'population'],
});

export type Weighting = FieldsOf<typeof weightings>;
