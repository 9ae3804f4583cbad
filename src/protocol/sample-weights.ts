import * as v from 'valibot';
import { hashText } from '#domain/canonical/hash.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import { COMPANY_ATTRIBUTES, type CompanyAttribute } from '#domain/casework/company-attributes.ts';

/** A class of the sample whose answers carry each other's missing ones. */
export interface SurveyWeightClass {
  /** Its attributes by their codes, of each class that was joined; empty codes are not known. */
  members: Partial<Record<CompanyAttribute, string>>[];
  units: number;
  answered: number;
  factor: number;
}

/**
 * What the answers of a survey's sample stand for, in the document `sample-weights`: the weights of the strata times the
 * factors of the classes, each answer under a hash of its id (`hashOfResponse`), so that nothing is told about ids that a
 * device does not hold anyway.
 */
export interface SurveyWeights {
  surveyId: string;
  /** Goes up each time that they are computed anew and come out differently. */
  version: number;
  computedAt: Instant;
  listName: string;
  drawnAt: Instant;
  /** By what the classes were made. */
  by: CompanyAttribute[];
  /** How many units were drawn, and how many of them have answered. */
  sampled: number;
  answered: number;
  eligibility: number;
  classes: SurveyWeightClass[];
  /** How many addresses of the list have each code of an attribute; known figures for raking. */
  margins: Partial<Record<CompanyAttribute, Record<string, number>>>;
  weights: Record<string, number>;
}

/** `POST /api/surveys/:id/sample-weights`: computes them anew and answers with `ComputedWeights`. */
export const computeWeightsSchema = v.strictObject({
  by: v.pipe(v.array(v.picklist(COMPANY_ATTRIBUTES)), v.maxLength(COMPANY_ATTRIBUTES.length)),
});
export type ComputeWeights = v.InferOutput<typeof computeWeightsSchema>;

/** What they came to; the weights themselves come with the documents. */
export type ComputedWeights = Omit<SurveyWeights, 'weights'>;

/** Under what an answer's weight stands. */
export function hashOfResponse(responseId: string): string {
  return hashText(responseId).slice(0, 24);
}
