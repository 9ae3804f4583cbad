import type { Json } from '#domain/canonical/json.ts';
import type { Decision, DecisionEvidence } from '#domain/records/decision.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import type { LocationQueryRaw } from 'vue-router';

/** The numbers that a decision is made from, with the page that shows them. */
export type DecisionNumbers = Pick<
  Decision,
  'surveyId' | 'page' | 'query' | 'specs' | 'dataHash' | 'evidence'
>;

/** Numbers as a record keeps them. */
export function toDecisionNumbers(given: {
  surveyId: string;
  page: 'tables' | 'gapMap';
  query: LocationQueryRaw;
  specs: readonly TableSpec[];
  dataHash: string;
  evidence: readonly DecisionEvidence[];
}): DecisionNumbers {
  const { surveyId, page, dataHash } = given;
  // Only what JSON can say: addresses and specifications hold nothing else.
  const [query, specs, evidence] = JSON.parse(JSON.stringify([given.query, given.specs, given.evidence])) as [
    Json,
    Json,
    DecisionEvidence[],
  ];
  return { surveyId, page, query, specs, dataHash, evidence };
}
