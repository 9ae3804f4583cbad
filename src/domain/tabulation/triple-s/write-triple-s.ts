import { tokyoDate, tokyoTime, type Instant } from '#domain/canonical/dates.ts';
import type { BookColumn } from '#domain/tabulation/book/book-spec.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { listVariables, type SilentReason, type TripleSVariable } from './triple-s-variables.ts';

/** What is said of a data set that leaves the house. */
export interface TripleSOrigin {
  /** The survey, and what has to be known of its data: period, version, that some are invented. */
  title: string;
  madeAt: Instant;
  /** Which column of weights is the one to weight by; of several none in particular where it is not said. */
  weight: string | null;
  /** The name of the data file, which stands beside the definition. */
  dataFile: string;
  /** What the reasons for having no answer are called. */
  silentWords: Readonly<Record<SilentReason, string>>;
}

/** The two files of a survey: what the variables are (`.sss`), and the respondents, one a line (`.csv`). */
export interface TripleS {
  definition: string;
  data: string;
}

/**
 * A data set in Triple-S XML 2.0 (www.triple-s.org) with CSV data: single answers as numbers, multiple ones as bit
 * strings, numbers as quantities, weights as quantities, one of them of `use="weight"`. The data begin with a line of names.
 *
 * @param named the columns that may leave, with their words
 */
export function writeTripleS(dataset: Dataset, named: readonly BookColumn[], origin: TripleSOrigin): TripleS {
  const variables = listVariables(dataset, named, origin.weight, origin.silentWords);
  return { definition: writeDefinition(variables, origin), data: writeData(variables, dataset.rowCount) };
}

function writeDefinition(variables: readonly TripleSVariable[], origin: TripleSOrigin): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<sss version="2.0">',
    `  <date>${tokyoDate(origin.madeAt)}</date>`,
    `  <time>${tokyoTime(origin.madeAt)}</time>`,
    '  <origin>Banso</origin>',
    '  <survey>',
    `    <title>${escapeXml(origin.title)}</title>`,
    `    <record ident="A" href="${escapeXml(origin.dataFile)}" format="csv" skip="1">`,
    ...variables.flatMap(writeVariable),
    '    </record>',
    '  </survey>',
    '</sss>',
    '',
  ].join('\r\n');
}

function writeVariable(variable: TripleSVariable): string[] {
  const { ident, name, label, type, isWeight, values, range } = variable;
  const limits = [range.from, range.to].map((limit) => limit.toFixed(range.decimals));
  return [
    `      <variable ident="${ident}" type="${type}"${isWeight ? ' use="weight"' : ''}>`,
    `        <name>${name}</name>`,
    `        <label>${escapeXml(label)}</label>`,
    `        <position start="${ident}"/>`,
    '        <values>',
    ...(type === 'quantity'
      ? [`          <range from="${limits[0]}" to="${limits[1]}"/>`]
      : values.map(({ code, label: own }) => `          <value code="${code}">${escapeXml(own)}</value>`)),
    '        </values>',
    '      </variable>',
  ];
}

function writeData(variables: readonly TripleSVariable[], rowCount: number): string {
  const lines = [variables.map(({ name }) => name).join(',')];
  const writers = variables.map(fieldWriter);
  for (let row = 0; row < rowCount; row++) lines.push(writers.map((write) => write(row)).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** Writes the field of a row; an empty one is missing. */
function fieldWriter({ type, data, values, range, silentValues }: TripleSVariable): (row: number) => string {
  const silent = (row: number): number | undefined => silentValues.get(data.missing[row]!);
  if (type === 'quantity')
    return (row) => (data.missing[row] === 0 ? data.values[row]!.toFixed(range.decimals) : '');
  if (type === 'single') return (row) => `${silent(row) ?? (data.values[row] || '')}`;
  const length = values.reduce((most, { code }) => Math.max(most, code), 0);
  return (row) => {
    const reason = silent(row);
    if (reason === undefined && data.missing[row] !== 0) return '';
    let bits = '';
    for (let code = 1; code <= length; code++)
      bits += code === reason || (code <= 32 && (data.values[row]! >>> (code - 1)) & 1) ? '1' : '0';
    // The standard wants quotes where a bit string begins with 0, so that nothing takes it for a number.
    return `"${bits}"`;
  };
}

/** Control characters have no place in XML 1.0, and line breaks none in labels. */
function escapeXml(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
