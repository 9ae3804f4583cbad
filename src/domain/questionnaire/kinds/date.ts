import { isPlainDate } from '#domain/canonical/dates.ts';
import { describeAnswerProblem } from '#domain/questionnaire/answer-problem.ts';
import type { QuestionKind } from './question-kind.ts';
import { readFilled } from './text.ts';

/** A day as `YYYY-MM-DD`; what is no day (yet) is kept as the text it is. */
export const date: QuestionKind<string> = {
  read: readFilled,
  check: (answer) => (isPlainDate(answer) ? [] : [describeAnswerProblem('notADate')]),
  describe: (answer) => [answer],
};
