import type { Json } from '#domain/canonical/json.ts';
import { listCodes } from '#domain/questionnaire/stored-value.ts';
import { filled } from './chosen-codes.ts';
import type { QuestionForm, QuestionKind } from './question-kind.ts';

/**
 * Photos and files that a coordinator takes to a question, by the ids of their attachments; asked in an interview alone
 * (`interview-only.ts`).
 */
export const image: QuestionKind<string[]> = {
  read: (value) => filled([...new Set(readIds(value))]),
  describe: (ids, { photos }) => [photos(ids.length)],
};

/** In tables whether there is any, and how many; what is on them is looked at one by one. */
export const imageForm: QuestionForm = {
  parts: [],
  columns: () => [
    {
      kind: 'single',
      part: {
        code: 'taken',
        label: {
          ja: '写真の有無（聞き取りでだけ尋ねる）',
          en: 'whether there is any (asked in interviews only)',
        },
      },
      options: [{ code: 'taken', label: { ja: '写真あり', en: 'photo taken' }, source: 'added' }],
      read: (answer) => (readIds(answer).length > 0 ? 'taken' : undefined),
    },
    {
      kind: 'number',
      part: {
        code: 'count',
        label: { ja: '写真の枚数（聞き取りでだけ尋ねる）', en: 'how many (asked in interviews only)' },
      },
      read: (answer) => readIds(answer).length || undefined,
    },
  ],
};

function readIds(value: Json): string[] {
  return Array.isArray(value) ? listCodes(value) : [];
}
