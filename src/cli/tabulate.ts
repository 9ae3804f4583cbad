import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { buildDataset, DatasetError } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { readCodebook } from '#domain/tabulation/reading/read-codebook.ts';
import { JsonShapeError } from '#domain/tabulation/reading/read-json.ts';
import { readRows } from '#domain/tabulation/reading/read-rows.ts';
import { readTableSpec } from '#domain/tabulation/reading/read-spec.ts';
import { TableSpecError } from '#domain/tabulation/table-spec.ts';
import { STANDARD_OUTPUT, type CommandOutput } from './command-output.ts';

const USAGE =
  'npm run --silent tabulate -- --data FILE.csv --codebook FILE.json --spec FILE.json   集計表を JSON で出力 / print a table as JSON';

/** A file that is not what it should be; `lines` say so to people. */
class FileFault extends Error {
  constructor(
    readonly exitCode: 1 | 2,
    readonly lines: readonly string[],
  ) {
    super(lines.join('\n'));
    this.name = 'FileFault';
  }
}

/**
 * `npm run tabulate`: prints the table that a specification describes, made of a data file and its codebook.
 * @returns the exit code: 0, 1 (data, codebook or specification with a fault), 2 (wrong use)
 */
export function runTabulate(args: string[], output: CommandOutput): number {
  const files = readOptions(args);
  if (!files) {
    output.report(USAGE);
    return 2;
  }
  try {
    const spec = inFile(files.spec, () => readTableSpec(readJson(files.spec)));
    const codebook = inFile(files.codebook, () => readCodebook(readJson(files.codebook)));
    const records = readRecords(files.data);
    const dataset = inFile(files.data, () => buildDataset(codebook, readRows(codebook, records)));
    output.print(JSON.stringify(inFile(files.spec, () => computeTable(dataset, spec))));
    return 0;
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    error.lines.forEach((line) => output.report(line));
    return error.exitCode;
  }
}

function readOptions(args: string[]): { data: string; codebook: string; spec: string } | undefined {
  try {
    const option = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { data: option, codebook: option, spec: option } });
    const { data, codebook, spec } = values;
    return data && codebook && spec ? { data, codebook, spec } : undefined;
  } catch {
    return undefined;
  }
}

/** Does it, and says of what is wrong in which file it is. */
function inFile<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof JsonShapeError)
      throw new FileFault(1, [`${file} ${error.pointer || '/'}: ${error.text.ja} / ${error.text.en}`]);
    if (error instanceof DatasetError)
      throw new FileFault(1, [
        `${file}: データに誤りがあります (行は見出しと空の行を除いて数えます) / a fault in the data (rows are counted without the header and empty lines)`,
        error.message,
      ]);
    if (error instanceof TableSpecError)
      throw new FileFault(1, [
        `${file}: 集計の指定がデータに合いません / the specification does not fit the data`,
        error.message,
      ]);
    throw error;
  }
}

/** The text of a file in UTF-8 or, as Excel in Japan saves CSV, in Shift_JIS. */
function readText(file: string): string {
  const bytes = readBytes(file);
  for (const encoding of ['utf-8', 'shift_jis'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one.
    }
  throw new FileFault(1, [`${file}: UTF-8 でも Shift_JIS でもありません / is neither UTF-8 nor Shift_JIS`]);
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new FileFault(2, [`ファイルを開けません / cannot open the file: ${file}`]);
  }
}

function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileFault(1, [`${file}: JSON ではありません / is not JSON: ${(error as Error).message}`]);
  }
}

function readRecords(file: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(readText(file).replace(/\r?\n$/, ''), { delimiter: ',' });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) {
    const where = broken.row ? `行 ${broken.row} / row ${broken.row}` : '見出し / the header';
    throw new FileFault(1, [`${file}: 引用符が閉じていません / quotes are not closed: ${where}`]);
  }
  // Of a single column an empty line is an answer not given; of several it is none.
  return data[0]?.length === 1 ? data : data.filter((cells) => cells.length > 1 || cells[0] !== '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // A reader that has seen enough (`| head`) closes the pipe: no failure of ours.
  process.stdout.on('error', () => process.exit());
  process.exitCode = runTabulate(process.argv.slice(2), STANDARD_OUTPUT);
}
