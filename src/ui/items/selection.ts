import { fillText } from '#domain/canonical/fill-text.ts';
import type { Option } from '#domain/questionnaire/model.ts';
import type { ItemMessages } from './item-messages.ts';

/** Those of the codes that are on offer; the others can be neither seen nor unticked, and so they do not count. */
export function listOffered(options: readonly Option[], codes: readonly string[]): string[] {
  return codes.filter((code) => options.some((option) => option.code === code));
}

/**
 * Gives the codes after an option was ticked (put last) or unticked. Unticking an exclusive one
 * ("none of these") brings back what it wiped on this screen.
 */
export function useToggle(): (
  codes: readonly string[],
  option: Option,
  checked: boolean,
  /** Of a grid. */
  row?: string,
) => string[] {
  const wiped = new Map<string, readonly string[]>();
  return (codes, { code, exclusive }, checked, row = '') => {
    const others = codes.filter((one) => one !== code);
    const back = wiped.get(row) ?? [];
    wiped.delete(row);
    if (exclusive && checked) wiped.set(row, others);
    if (checked) return [...others, code];
    return exclusive && others.length === 0 ? [...back] : others;
  };
}

/** How many more may be chosen, in words; `undefined` without a limit. */
export function describeLimit(
  codes: readonly string[],
  limit: number | undefined,
  t: ItemMessages,
): string | undefined {
  if (limit === undefined) return undefined;
  return codes.length < limit
    ? fillText(t.remaining, { count: limit - codes.length })
    : fillText(t.limitReached, { limit });
}

/** Why an option cannot be ticked now: the limit is reached, and it would not clear the others. */
export function describeClosed(
  option: Option,
  codes: readonly string[],
  limit: number | undefined,
  t: ItemMessages,
): string | undefined {
  const isClosed =
    limit !== undefined && codes.length >= limit && !codes.includes(option.code) && !option.exclusive;
  return isClosed ? fillText(t.closed, { limit }) : undefined;
}
