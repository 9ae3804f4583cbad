import { readCodes } from '#domain/questionnaire/stored-value.ts';
import { arrangeChosen, checkChosen, filled } from './chosen-codes.ts';
import type { AnswerColumn, QuestionForm, QuestionKind } from './question-kind.ts';

/** Options by their rank, the first one first. */
export const ranking: QuestionKind<string[]> = {
  read: (value, { options }) =>
    filled([...new Set(readCodes(value))].filter((code) => options.includes(code))),
  arrange: arrangeChosen,
  check: checkChosen,
  describe: (codes, { option, rank }) => codes.map((code, place) => `${rank(place + 1)} ${option(code)}`),
};

/**
 * Who comes first, who is ranked at all, and of each option its place (of those who ranked it) and its points: the first
 * of three places gives three, the last one, none gives 0. Means of the latter two are mean rank and weighted score.
 */
export const rankingForm: QuestionForm = {
  parts: ['options'],
  columns({ maxSelections }, { options }) {
    const places = maxSelections ?? options.length;
    return [
      {
        kind: 'single',
        part: { code: 'first', label: { ja: '第1位', en: 'ranked first' } },
        read: (answer) => readCodes(answer)[0],
      },
      {
        kind: 'multiple',
        part: { code: 'top', label: { ja: `上位${places}つまで`, en: `among the first ${places}` } },
      },
      ...options.flatMap(({ code, label }): AnswerColumn[] => [
        {
          kind: 'number',
          part: {
            code: `rank.${code}`,
            label: { ja: `${label.ja}の平均順位`, en: `mean rank of ${label.en}` },
          },
          read(answer) {
            const place = readCodes(answer).indexOf(code);
            return place < 0 ? { missing: 'notApplicable' } : place + 1;
          },
        },
        {
          kind: 'number',
          part: {
            code: `score.${code}`,
            label: { ja: `${label.ja}の平均得点`, en: `mean score of ${label.en}` },
          },
          read(answer) {
            const place = readCodes(answer).indexOf(code);
            return place < 0 ? 0 : Math.max(0, places - place);
          },
        },
      ]),
    ];
  },
};
