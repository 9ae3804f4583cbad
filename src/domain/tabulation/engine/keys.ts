import type { CodedData } from '#domain/tabulation/dataset/columns.ts';

/** The codes of every combination of the stub's categories, the last column running fastest. */
export function listKeys(stub: readonly CodedData[]): string[][] {
  return stub.reduce<string[][]>(
    (keys, column) => keys.flatMap((key) => column.categories.map(({ code }) => [...key, code])),
    [[]],
  );
}
