import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareCatalogue, type CatalogueComparison } from '#domain/catalogue/report/check.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { readReport, type ReportReading } from '#domain/catalogue/report/parse-report.ts';
import { ReportError } from '#domain/catalogue/report/report-error.ts';
import { STANDARD_OUTPUT, type CommandOutput } from './command-output.ts';
import { PACKAGE_ROOT } from './package-root.ts';

/** The report of the seeds, wherever `SEEDS_DIR` says they are; as for the server, a relative folder is the package's. */
function seedReport(): string {
  return resolve(PACKAGE_ROOT, process.env['SEEDS_DIR'] ?? 'seeds', '003_a42f7362741e37e4.txt');
}
const USAGE = `npm run --silent catalogue -- --json  [--file PATH]   施策一覧を JSON で出力 / print the catalogue as JSON
npm run --silent catalogue -- --check [--file PATH]   印刷された合計と照合 / compare with the printed totals`;

/**
 * `npm run catalogue`: reads an annual report and prints or checks its catalogue.
 * @returns the exit code: 0, 1 (damaged report or a difference), 2 (wrong use)
 */
export function runCatalogue(args: string[], output: CommandOutput): number {
  const options = readOptions(args);
  if (!options) {
    output.report(USAGE);
    return 2;
  }
  const text = readText(options.file, output);
  if (text === undefined) return 2;
  let reading: ReportReading;
  try {
    reading = readReport(text);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    output.report(error.text.ja);
    output.report(error.text.en);
    return 1;
  }
  if (options.command === 'json') {
    output.print(JSON.stringify(reading.catalogue));
    return 0;
  }
  const comparison = compareCatalogue(reading.catalogue, reading.printed);
  reportCheck(reading.catalogue, comparison, output);
  return comparison.differences.length === 0 ? 0 : 1;
}

function readOptions(args: string[]): { command: 'json' | 'check'; file: string } | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: 'boolean' },
        check: { type: 'boolean' },
        file: { type: 'string', default: seedReport() },
      },
    });
    if (Boolean(values.json) === Boolean(values.check)) return undefined;
    return { command: values.json ? 'json' : 'check', file: values.file };
  } catch {
    return undefined;
  }
}

function readText(file: string, output: CommandOutput): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    output.report(`ファイルを開けません / cannot open the file: ${file}`);
    return undefined;
  }
}

function reportCheck(
  catalogue: Catalogue,
  { compared, differences }: CatalogueComparison,
  output: CommandOutput,
): void {
  const { totals } = catalogue;
  output.report(
    `施策 ${totals.programmes} 件、個票 ${totals.sheets} 枚、決算 ${totals.settlementThousandYen} 千円`,
  );
  const counts = Object.entries(compared).map(([figure, count]) => `${figure} ${count}`);
  output.report(`照合した数値 / figures compared: ${counts.join(', ')}`);
  output.report('照合するのは印刷された数値。説明・実績・経緯の文は、読み方に迷う箇所を warnings に挙げる');
  output.report(`確認を要する箇所 ${catalogue.warnings.length} 件 (--json の warnings を参照)`);
  for (const { figure, of, printed, found } of differences) {
    output.report(`相違 / difference: ${figure}${of === null ? '' : ` ${of}`}: ${printed} ≠ ${found}`);
  }
  const ok = differences.length === 0;
  if (ok) output.report('印刷された小計・合計とすべて一致 / every printed subtotal agrees');
  output.print(JSON.stringify({ ok, ...totals, warnings: catalogue.warnings.length, differences, compared }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // A reader that has seen enough (`| head`) closes the pipe: no failure of ours.
  process.stdout.on('error', () => process.exit());
  process.exitCode = runCatalogue(process.argv.slice(2), STANDARD_OUTPUT);
}
