/** Columns that stand beneath each other, with two blanks or more between them. */
export const ALIGNED = '  ';
/** What parts the cells of a row. */
export const DELIMITERS = [',', '\t', ';', '|', '，', '、', ALIGNED] as const;
export type Delimiter = (typeof DELIMITERS)[number];
/** Those that also stand in sentences, names and addresses of people who write no tables. */
export const IN_SENTENCES: readonly Delimiter[] = ['，', '、', ALIGNED];
