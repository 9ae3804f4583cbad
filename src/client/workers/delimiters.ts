/** What parts the cells of a row. */
export const DELIMITERS = [',', '\t', ';', '|', '，', '、'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
/** Those that also stand in sentences, names and addresses of people who write no tables. */
export const MARKS_OF_SENTENCES: readonly Delimiter[] = ['，', '、'];
