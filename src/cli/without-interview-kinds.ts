import type { Plugin } from 'vite';

/** Where the kinds that are asked in interviews alone are named, one line each. */
const LINES: Record<string, RegExp> = {
  'questionnaire/kinds/question-kinds.ts': /^ {2}image,\n/m,
  'ui/items/answer-text.ts': /^ {4}photos: .*\n/m,
};

/**
 * Leaves the kinds of questions that are asked in interviews alone out of the company's page, whose scripts may weigh 45 KiB in
 * all: the server never sends it such a question (`domain/questionnaire/interview-only.ts`).
 */
export function withoutInterviewKinds(): Plugin {
  return {
    name: 'without-interview-kinds',
    enforce: 'pre',
    transform(code, id) {
      const line = Object.entries(LINES).find(([file]) => id.split('?')[0]!.endsWith(file))?.[1];
      if (!line) return null;
      if (!line.test(code)) throw new Error(`${id} does not name the kinds of interviews any more`);
      return { code: code.replace(line, ''), map: null };
    },
  };
}
