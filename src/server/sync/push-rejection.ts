import type { Language } from '#domain/canonical/language.ts';
import type { ChangeFault } from '#domain/sync/check-change.ts';
import { describeFault } from '#protocol/fault-words.ts';
import { PROBLEMS, type ProblemCode, type ProblemDetail } from '#protocol/problems.ts';
import type { PushResult } from '#protocol/sync.ts';

/** A fault that one change of a push is rejected for. */
export class Rejection extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly faults: readonly ChangeFault[] = [],
    /** In people's own words. */
    readonly errors: readonly ProblemDetail[] = [],
  ) {
    super(code);
  }
}

export type Rejected = Extract<PushResult, { status: 'rejected' }>;

/** The result of a rejected change in its sender's language. */
export function describeRejection(
  { code, faults, errors }: Rejection,
  incoming: unknown,
  language: Language,
): Rejected {
  const changeId =
    typeof incoming === 'object' &&
    incoming !== null &&
    'changeId' in incoming &&
    typeof incoming.changeId === 'string'
      ? incoming.changeId
      : null;
  const details = [...faults.map((fault) => describeFault(fault, language)), ...errors];
  return {
    status: 'rejected',
    changeId,
    code,
    title: PROBLEMS[code].title[language],
    ...(details.length > 0 && { errors: details }),
  };
}
