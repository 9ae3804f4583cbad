import { fillText } from '#domain/canonical/fill-text.ts';
import type { Option } from '#domain/questionnaire/model.ts';
import type { ItemMessages } from './item-messages.ts';

/** Those of the codes that are on offer; the others can be neither seen nor unticked, and so they do not count. */
export function listOffered(options: readonly Option[], codes: readonly string[]): string[] {
  return codes.filter((code) => options.some((option) => option.code === code));
}

/** The codes after one was ticked (put last) or unticked. */
export function toggleCode(codes: readonly string[], code: string, checked: boolean): string[] {
  const others = codes.filter((one) => one !== code);
  return checked ? [...others, code] : others;
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
