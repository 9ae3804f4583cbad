/** A category or option: its code alone (its own label), or with a label. */
export type CodebookCode =
  | string
  | {
      code: string;
      label: string;
      /** Stands last when options are sorted by frequency: その他, 特になし. */
      pinned?: boolean;
    };

/** A column of codes; `scale` is a single answer whose categories have an order that is never changed. */
export interface CodedColumn {
  name: string;
  kind: 'single' | 'scale' | 'multiple';
  label?: string;
  codes: CodebookCode[];
  /** Between several answers in one text cell; `;` when absent. */
  separator?: string;
}

export interface NumberColumn {
  name: string;
  kind: 'number' | 'weight';
  label?: string;
}

export type CodebookColumn = CodedColumn | NumberColumn;

/** What the columns of a data set mean (docs/contracts.md, "Tabulation"). */
export interface Codebook {
  columns: CodebookColumn[];
}

/** A code with its label. */
export interface Category {
  code: string;
  label: string;
  pinned: boolean;
}

/** A column's categories in codebook order. */
export function listCategories(column: CodedColumn): Category[] {
  return column.codes.map((code) =>
    typeof code === 'string'
      ? { code, label: code, pinned: false }
      : { code: code.code, label: code.label, pinned: code.pinned ?? false },
  );
}
