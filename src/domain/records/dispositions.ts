/*
 * What became of a survey's unit: how a response stands, and which responses count. Every list
 * and test of dispositions is here.
 */

/** As what a response can stand. */
export const DISPOSITIONS = [
  'complete',
  'partial',
  'breakOff',
  'refusal',
  'undeliverable',
  'notEligible',
  'noReply',
  'duplicate',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/**
 * Those that follow from how much is answered: the response is the one of its company, or of
 * nobody known, that counts. The others are set by what else is known.
 */
export const COUNTING_DISPOSITIONS = [
  'complete',
  'partial',
  'breakOff',
] as const satisfies readonly Disposition[];
export type CountingDisposition = (typeof COUNTING_DISPOSITIONS)[number];

/** Those of them that hold enough answers to stand in tables. */
export const TABULATED_DISPOSITIONS = [
  'complete',
  'partial',
] as const satisfies readonly CountingDisposition[];

/** Those of a response that holds a company's answers: one that counts, or a further one of the same company. */
export const ANSWERED_DISPOSITIONS = [
  ...COUNTING_DISPOSITIONS,
  'duplicate',
] as const satisfies readonly Disposition[];
export type AnsweredDisposition = (typeof ANSWERED_DISPOSITIONS)[number];

/** Whether a response counts for its company. */
export function isCounting(disposition: unknown): disposition is CountingDisposition {
  return includes(COUNTING_DISPOSITIONS, disposition);
}

/** Whether a response stands in tables. */
export function isTabulated(disposition: unknown): disposition is (typeof TABULATED_DISPOSITIONS)[number] {
  return includes(TABULATED_DISPOSITIONS, disposition);
}

/** Whether a response is a company's answers, be they counted or not. */
export function holdsAnswers(disposition: unknown): disposition is AnsweredDisposition {
  return includes(ANSWERED_DISPOSITIONS, disposition);
}

function includes<Code>(codes: readonly Code[], code: unknown): code is Code {
  return (codes as readonly unknown[]).includes(code);
}
