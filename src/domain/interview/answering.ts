import type { Json } from '#domain/canonical/json.ts';
import { otherTextCode, type Item, type Option } from '#domain/questionnaire/model.ts';
import { listKnownOptions } from '#domain/questionnaire/references.ts';
import { readCodes } from './answer-reading.ts';
import { getPlannedItem, type Interview } from './interview.ts';

/** What is stored for an answer that was taken back: sync has to tell it from "never seen". */
const UNANSWERED = { missing: 'unanswered' } as const;

/**
 * The interview with an item (or, under `otherTextCode`, the text of its "other"
 * option) answered. Multiple answers are put in the questionnaire's order; choosing an
 * exclusive option clears the others and choosing another clears it; options that only
 * another revision had go with the change; nothing at all becomes
 * `{ missing: 'unanswered' }`. Throws a `RangeError` for an unknown item code.
 */
export function setAnswer(interview: Interview, code: string, value: Json | undefined): Interview {
  const answer = isOtherTextCode(interview, code) ? value : arrange(interview, code, value);
  return { ...interview, answers: { ...interview.answers, [code]: isEmpty(answer) ? UNANSWERED : answer } };
}

function isOtherTextCode({ plan }: Interview, code: string): boolean {
  const reference = plan.names.get(code);
  return reference?.isOtherText === true && otherTextCode(reference.item.code) === code;
}

function arrange(interview: Interview, code: string, value: Json | undefined): Json | undefined {
  const { item } = getPlannedItem(interview, code);
  const before = interview.answers[code];
  if (item.kind === 'multiple' || item.kind === 'ranking')
    return arrangeCodes(interview, item, before, value);
  if (item.kind !== 'gridMultiple' || !isRecord(value)) return value;
  const rows = Object.entries(value).flatMap(([row, cell]) => {
    const codes = arrangeCodes(interview, item, isRecord(before) ? before[row] : undefined, cell);
    return isEmpty(codes) ? [] : [[row, codes] as const];
  });
  return Object.fromEntries(rows);
}

function arrangeCodes(interview: Interview, item: Item, before: Json | undefined, value: Json | undefined) {
  if (!Array.isArray(value)) return value;
  const options = listKnownOptions(interview.questionnaire, item);
  const known = options.map(({ code }) => code);
  const stored = readCodes(before);
  // Nobody could untick an unknown code that was stored; a new one stays, so that `checkAnswer` can tell of it.
  const codes = resolveExclusive(options, stored, readCodes(value)).filter(
    (code) => known.includes(code) || !stored.includes(code),
  );
  return item.kind === 'ranking'
    ? codes
    : [...new Set([...known.filter((code) => codes.includes(code)), ...codes])];
}

/** What was chosen last decides between an exclusive option and the others. */
function resolveExclusive(options: readonly Option[], before: readonly string[], codes: string[]): string[] {
  const exclusive = new Set(options.flatMap((option) => (option.exclusive ? [option.code] : [])));
  const added = codes.filter((code) => !before.includes(code));
  const addedExclusive = added.findLast((code) => exclusive.has(code));
  if (addedExclusive !== undefined) return [addedExclusive];
  return added.length > 0 ? codes.filter((code) => !exclusive.has(code)) : codes;
}

function isEmpty(value: Json | undefined): value is undefined | null {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
