import type { ProblemCode, ProblemDetail } from '#protocol/problems.ts';

/** An expected refusal: the server answers with the registered problem. Anything else that is thrown is a 5xx. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly extra: { detail?: string; errors?: ProblemDetail[] } = {},
  ) {
    super(code);
    this.name = 'Problem';
  }
}
