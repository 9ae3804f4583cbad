import type { Language } from '#domain/canonical/language.ts';
import type { Option } from '#domain/questionnaire/model.ts';

/** How a scale of numbers stands: a figure for each step, words for its two ends. */
export interface NumberedScale {
  figures: readonly string[];
  ends: readonly [first: string, last: string];
  /** Steps side by side on a phone, so that its rows are of nearly one length. */
  phoneColumns: number;
}

/** How many targets of a thumb's width stand beside each other on a phone. */
const PHONE_STEPS = 7;

/**
 * The numbered look of a scale whose steps between its ends are only figures ("1 不満",
 * "2", … "5 満足"); `undefined` for one whose steps have names, which needs their room.
 */
export function layOutNumbers(options: readonly Option[], language: Language): NumberedScale | undefined {
  const parts = options.map(({ label }) =>
    /^(-?\d{1,3})(?!\d)[\s.．:：、]*(.*)$/.exec(label[language].normalize('NFKC')),
  );
  const isNumbered =
    options.length > 2 && parts.every((part, step) => part && (isEnd(step, options) || part[2] === ''));
  if (!isNumbered) return undefined;
  return {
    figures: parts.map((part) => part![1]!),
    ends: [parts[0]![2]!, parts.at(-1)![2]!],
    phoneColumns: Math.ceil(options.length / Math.ceil(options.length / PHONE_STEPS)),
  };
}

function isEnd(step: number, options: readonly Option[]): boolean {
  return step === 0 || step === options.length - 1;
}
