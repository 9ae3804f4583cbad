import type { ChangeFault } from '#domain/sync/check-change.ts';
import type { ProblemCode, ProblemDetail } from '#protocol/problems.ts';

/** An expected refusal: the server answers with the registered problem. Anything else that is thrown is a 5xx. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    /** `faults` become errors in the reader's language when the problem is answered. */
    readonly extra: { detail?: string; errors?: ProblemDetail[]; faults?: ChangeFault[] } = {},
  ) {
    super(code);
    this.name = 'Problem';
  }
}
