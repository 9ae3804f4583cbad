import { describeAnswerProblem } from '#domain/questionnaire/answer-problem.ts';
import type { QuestionForm, QuestionKind } from './question-kind.ts';

/** A number within its bounds; what is typed and none (yet) is kept as the text it is. */
export const number: QuestionKind<number> = {
  read: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  check(value, { min, max, decimals = 0 }) {
    if (min !== undefined && value < min) return [describeAnswerProblem('belowMinimum', min)];
    if (max !== undefined && value > max) return [describeAnswerProblem('aboveMaximum', max)];
    if (Number(value.toFixed(Math.min(decimals, 100))) === value) return [];
    return [
      decimals === 0 ? describeAnswerProblem('notWhole') : describeAnswerProblem('tooManyDecimals', decimals),
    ];
  },
  unreadable: 'notANumber',
  describe: (value, { unit }) => [`${value}${unit}`],
};

export const numberForm: QuestionForm = { parts: [], columns: () => [{ kind: 'number' }] };
