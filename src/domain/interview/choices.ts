import { scatterText } from '#domain/canonical/scatter.ts';
import { otherTextCode, type Item, type Option } from '#domain/questionnaire/model.ts';
import { readCodes } from '#domain/questionnaire/stored-value.ts';
import { getPlannedItem, type Interview } from './interview.ts';

/** The options an item offers now, in the order in which to show them. */
export function listOptions(interview: Interview, item: Item): Option[] {
  const options = listAvailableOptions(interview, item);
  return item.randomise ? shuffle(options, `${interview.seed}/${item.code}`) : options;
}

/** The options an item offers now, in the order of the questionnaire. */
export function listAvailableOptions(interview: Interview, item: Item): Option[] {
  return item.optionsFrom ? listChosen(interview, item.optionsFrom) : (item.options ?? []);
}

/** The rows a grid has now. */
export function listRows(interview: Interview, item: Item): Option[] {
  return item.rowsFrom ? listChosen(interview, item.rowsFrom) : (item.rows ?? []);
}

/** Whether an item that lives on an earlier answer has anything to live on. */
export function hasChoices(interview: Interview, item: Item): boolean {
  return (
    (!item.optionsFrom || listAvailableOptions(interview, item).length > 0) &&
    (!item.rowsFrom || listRows(interview, item).length > 0)
  );
}

/** The options chosen in a multiple item, exclusive ones left out, "other" with its text. */
function listChosen(interview: Interview, code: string): Option[] {
  const { item } = getPlannedItem(interview, code);
  const chosen = new Set(readCodes(interview.answers[code]));
  const otherText = interview.answers[otherTextCode(code)];
  return (item.options ?? [])
    .filter((option) => chosen.has(option.code) && !option.exclusive)
    .map((option) =>
      option.opensText ? carryOther(option, typeof otherText === 'string' ? otherText : '') : option,
    );
}

function carryOther({ code, label, source }: Option, text: string): Option {
  if (!text.trim()) return { code, label, source };
  return { code, label: { ja: `${label.ja}（${text}）`, en: `${label.en} (${text})` }, source };
}

/** The same order for the same seed; exclusive and "other" options stay last. */
function shuffle(options: readonly Option[], seed: string): Option[] {
  const isPinned = ({ exclusive, opensText }: Option) => Boolean(exclusive || opensText);
  const keyed = options
    .filter((option) => !isPinned(option))
    .map((option) => ({ option, key: scatterText(`${seed}/${option.code}`) }))
    .sort((left, right) => left.key - right.key);
  return [...keyed.map(({ option }) => option), ...options.filter(isPinned)];
}
