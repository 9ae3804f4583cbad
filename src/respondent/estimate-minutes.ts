/** What people take on average for a question, reading included; with it the report's survey takes its five minutes. */
const SECONDS_PER_QUESTION = 13;

/**
 * How many minutes answering will take, to the nearest; at least one. Of the questions
 * that depend on answers, half will be asked.
 *
 * @param asked how many questions everybody is asked
 * @param all how many the questionnaire has
 */
export function estimateMinutes(asked: number, all: number): number {
  return Math.max(1, Math.round((((asked + all) / 2) * SECONDS_PER_QUESTION) / 60));
}
