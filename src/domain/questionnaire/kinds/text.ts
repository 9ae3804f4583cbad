import type { Json } from '#domain/canonical/json.ts';
import { describeAnswerProblem } from '#domain/questionnaire/answer-problem.ts';
import type { QuestionKind } from './question-kind.ts';

/** A text of one line (`text`) or of several (`longText`). */
export const text: QuestionKind<string> = {
  read: readFilled,
  check: (answer, { maxLength }) =>
    maxLength !== undefined && answer.length > maxLength ? [describeAnswerProblem('tooLong', maxLength)] : [],
  describe: (answer) => answer.split('\n'),
};

/** A text that is more than spaces. */
export function readFilled(value: Json): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
