import type { Question } from '#client/areas/tables/features/tables/questions.ts';
import type { CodedColumn } from '#domain/tabulation/dataset/codebook.ts';

/** A question with the given answers, each called `=code`. */
export function makeUpQuestion<Kind extends CodedColumn['kind']>(
  code: string,
  kind: Kind,
  codes: string[],
): Question & { kind: Kind } {
  return {
    code,
    kind,
    columns: [code],
    label: code,
    shortLabel: code,
    section: '',
    categories: codes.map((one) => ({ code: one, label: `=${one}`, pinned: false })),
  };
}
