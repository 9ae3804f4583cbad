import type { LocationQuery } from 'vue-router';
import type { TableSelection } from './table-selection.ts';

/** Parts of an address that can name what a survey does not have, as a table that was saved for another one does. */
export const ADDRESS_PARTS = ['survey', 'item', 'by', 'f', 'own', 'weight', 'waves', 'waveWeights'] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

/**
 * Of which parts of the address something is not in the table that is shown: without a filter the same table says
 * something else, so nothing of it goes silently.
 *
 * @param surveyId the survey that is counted
 */
export function listLeftOut(
  query: LocationQuery,
  selection: TableSelection,
  surveyId: string,
): AddressPart[] {
  const shown: Record<AddressPart, readonly string[]> = {
    survey: [surveyId],
    item: selection.items,
    by: selection.by.flat(),
    f: selection.filter.flatMap(({ column, in: codes }) => codes.map((code) => `${column}:${code}`)),
    own: selection.own.map((column) => JSON.stringify(column)),
    weight: selection.weight === undefined ? [] : [selection.weight],
    waves: [...selection.waves, surveyId],
    waveWeights: Object.entries(selection.waveWeights).map((pair) => pair.join('~')),
  };
  return ADDRESS_PARTS.filter((part) => {
    const known = new Set(shown[part]);
    return listNamed(part, query[part]).some((name) => !known.has(name));
  });
}

/** What a part of the address names, each as `shown` has it. */
function listNamed(part: AddressPart, value: LocationQuery[string] | undefined): string[] {
  const texts = [value ?? []].flat().flatMap((text) => (text === null || text === '' ? [] : [text]));
  if (part === 'f')
    return texts.flatMap((text) => {
      const [column = '', codes = ''] = text.split(':');
      return codes.split(',').map((code) => `${column}:${code}`);
    });
  // Of the others the first one counts.
  const [text] = texts;
  if (text === undefined) return [];
  if (part === 'own') return listOwnTexts(text);
  if (part === 'waveWeights') return text.split(',');
  return part === 'survey' || part === 'weight' ? [text] : text.split(/[,~]/).filter((name) => name !== '');
}

function listOwnTexts(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.map((each) => JSON.stringify(each)) : [text];
  } catch {
    return [text];
  }
}
