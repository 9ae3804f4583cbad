import type { CodingFrame } from '#domain/records/coding-frame.ts';
import type { CodedColumn } from '#domain/tabulation/dataset/codebook.ts';
import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import { computeDataHash } from '#domain/tabulation/dataset/data-hash.ts';
import { buildDataset, type Cell, type Dataset } from '#domain/tabulation/dataset/dataset.ts';
import type { ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import { categoriesOf, codingsOf, indexCodings, type CodingRecord } from './codings.ts';
import { textOf } from './free-texts.ts';
import { textHashOf } from './text-hash.ts';

/** A frame as it is saved, with its id. */
export type SavedFrame = Pick<CodingFrame, 'item' | 'title' | 'categories'> & { id: string };

/** The name of the column that holds what the words of a frame were sorted into. */
export function codedColumnOf(frameId: string): string {
  return `coded:${frameId}`;
}

/**
 * A data set with one more column of several answers, `coded:<frame id>`: what the words to the frame's question
 * were sorted into. It concerns those alone whose words are here: who wrote nothing, or whose words this device
 * does not have, is in no base. Words that nobody has sorted yet count as unanswered.
 *
 * @param responses those that the data set was made of, in the order of its rows (`listCounted`)
 */
export function withCodedTexts(
  dataset: Dataset,
  responses: readonly ResponseRecord[],
  frame: SavedFrame,
  codings: readonly CodingRecord[],
): Dataset {
  const index = indexCodings(codings, frame.id);
  const known = new Set(frame.categories.map(({ code }) => code));
  const name = codedColumnOf(frame.id);
  const column: CodedColumn = {
    name,
    kind: 'multiple',
    label: frame.title,
    codes: frame.categories.map(({ code, label }) => ({ code, label })),
  };
  const cells = responses.map((response): Cell => {
    const text = textOf(response, frame.item);
    if (text === undefined) return { missing: 'notApplicable' };
    const sorted = categoriesOf(codingsOf(index, textHashOf(text)));
    return [...(sorted ?? [])].filter((code) => known.has(code));
  });
  const coded = buildDataset(
    { columns: [column] },
    cells.map((cell) => ({ [name]: cell })),
  );
  const codebook = { columns: [...dataset.codebook.columns, column] };
  const columns = new Map([...dataset.columns, [name, coded.columns.get(name) as CodedData]]);
  return {
    codebook,
    rowCount: dataset.rowCount,
    columns,
    hash: computeDataHash(codebook, dataset.rowCount, columns),
  };
}
