import { DASH, AMOUNT, parseAmount } from '#domain/catalogue/printed-figures.ts';
import { ReportError } from './report-error.ts';
import { settleEnds, type Cell } from './line-ends.ts';
import { joinParagraphs, joinWrapped, type ReportLine } from './report-lines.ts';
import type { SheetBlock } from './chapters.ts';

/** A sheet (個票) as printed; results and history are still lines. */
export interface PrintedSheet {
  line: number;
  printedPage: number | null;
  policyTitle: string;
  /** Several where one sheet carries several names. */
  names: string[];
  repeat: boolean;
  description: string;
  costThousandYen: number | null;
  /** What stands beside the amount, such as its parts. */
  costNote: string | null;
  resultLines: ReportLine[];
  historyLines: ReportLine[];
  responsibleLines: ReportLine[];
  /** Headings that are not printed, or without their number. */
  missingHeadings: string[];
  /** Lines that may end a paragraph or run on, where the text does not mark it. */
  unclearEnds: ReportLine[];
}

const HEADINGS = [
  '基本方針',
  '事業名',
  '事業内容',
  '事業費（千円）',
  '事業実施結果',
  '事業の経緯',
  '担当課・グループ',
] as const;
type Heading = (typeof HEADINGS)[number];
const RESULTS = HEADINGS.indexOf('事業実施結果');

const HEADING_WORDS = HEADINGS.join('|').replace('（', '[（(]').replace('）', '[）)]').replace('・', '[・･]');
const HEADING_LINE = new RegExp(`^([1-7１-７])?\\s*(${HEADING_WORDS})[）)]?(?:\\s+(.*))?$`);
/** The label of a table of results, which on some sheets follows the cost without heading 5. */
export const SECTION_LABEL =
  /^(?:(?:申込、相談|補助、開催)件数\s*など)?事業実績(?:[（(](?:経過|結果)[）)])?$/;
const COST = new RegExp(`^(${AMOUNT}|${DASH})$`);
const REPEAT_MARK = /[（(]再掲[）)]$/;

/**
 * Reads a sheet by its seven numbered headings. Heading 5 may be missing, and so may the
 * number in front of a heading; both are noted.
 * @throws ReportError when another heading or the cost cannot be found
 */
export function parseSheet(block: SheetBlock): PrintedSheet {
  const { parts, missingHeadings } = splitByHeadings(block);
  const unclearEnds: ReportLine[] = [];
  const settle = (lines: readonly ReportLine[], cell: Cell) => {
    const settled = settleEnds(lines, cell);
    if (settled.uncertain) unclearEnds.push(settled.uncertain);
    return settled.lines;
  };
  const part = (heading: Heading) => parts.get(heading) ?? [];
  const cost = splitCost(settle(part('事業費（千円）'), 'results'), block);
  const names = joinNames(settle(part('事業名'), 'text'));
  if (names.length === 0) throw new ReportError('heading-missing', { line: block.line }, '事業名');
  return {
    line: block.line,
    printedPage: block.printedPage,
    policyTitle: part('基本方針')
      .map(({ text }) => text)
      .join(''),
    names: names.map((name) => name.replace(REPEAT_MARK, '')),
    repeat: names.some((name) => REPEAT_MARK.test(name)),
    description: joinParagraphs(settle(part('事業内容'), 'text')).join('\n'),
    costThousandYen: cost.amount,
    costNote: cost.note,
    resultLines: settle([...cost.rest, ...part('事業実施結果')], 'results'),
    historyLines: settle(part('事業の経緯'), 'text'),
    responsibleLines: part('担当課・グループ'),
    missingHeadings,
    unclearEnds,
  };
}

function splitByHeadings(block: SheetBlock): {
  parts: Map<Heading, ReportLine[]>;
  missingHeadings: string[];
} {
  const parts = new Map<Heading, ReportLine[]>();
  const missingHeadings: string[] = [];
  let current: ReportLine[] = [];
  let next = 0;
  for (const line of block.lines) {
    const [, number, word, rest] = HEADING_LINE.exec(line.text) ?? [];
    const index = HEADINGS.findIndex((heading) => word && heading.startsWith(word.slice(0, 3)));
    const skipsResults = next === RESULTS && index === RESULTS + 1;
    const heading = HEADINGS[index];
    if (!heading || (index !== next && !skipsResults)) {
      current.push(line);
      continue;
    }
    if (skipsResults) missingHeadings.push(`５ ${HEADINGS[RESULTS]}`);
    if (!number) missingHeadings.push(`${index + 1} ${heading}`.normalize('NFKC'));
    current = rest ? [{ ...line, text: rest }] : [];
    parts.set(heading, current);
    next = index + 1;
  }
  const lost = HEADINGS[next];
  if (lost) throw new ReportError('heading-missing', { line: block.line }, lost);
  return { parts, missingHeadings };
}

function splitCost(
  lines: readonly ReportLine[],
  block: SheetBlock,
): { amount: number | null; note: string | null; rest: ReportLine[] } {
  const [first, ...others] = lines;
  const amount = first && COST.test(first.text) ? parseAmount(first.text) : undefined;
  if (!first || amount === undefined)
    throw new ReportError('cost-unreadable', { line: first?.number ?? block.line });
  const label = others.findIndex(({ text }) => SECTION_LABEL.test(text));
  const beside = label < 0 ? others : others.slice(0, label);
  return {
    amount,
    note: beside.length > 0 ? joinParagraphs(beside).join('') : null,
    rest: label < 0 ? [] : others.slice(label),
  };
}

/** A name wrapped over lines is one; so is one whose next paragraph is its bracketed part. */
function joinNames(lines: readonly ReportLine[]): string[] {
  const names: string[] = [];
  let open = false;
  for (const { text, ends } of lines) {
    const last = names.length - 1;
    if (last >= 0 && (open || /^[（(]/.test(text))) names[last] = joinWrapped(names[last] ?? '', text);
    else names.push(text);
    open = !ends;
  }
  return names;
}
