import type { Option } from '#domain/questionnaire/model.ts';

/** The codes after one was ticked (put last) or unticked. */
export function toggleCode(codes: readonly string[], code: string, checked: boolean): string[] {
  const others = codes.filter((one) => one !== code);
  return checked ? [...others, code] : others;
}

/** How many more may be chosen; `undefined` without a limit. */
export function countRemaining(codes: readonly string[], maxSelections: number | undefined): number | undefined {
  return maxSelections === undefined ? undefined : Math.max(0, maxSelections - codes.length);
}

/** Whether an option cannot be ticked any more: the limit is reached, and it would not clear the others. */
export function isClosed(option: Option, codes: readonly string[], maxSelections: number | undefined): boolean {
  return countRemaining(codes, maxSelections) === 0 && !codes.includes(option.code) && !option.exclusive;
}
