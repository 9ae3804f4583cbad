import { foldText } from '#domain/canonical/text.ts';
import { settleEnds } from './line-ends.ts';
import { findAfterPrefix, joinParagraphs, type ReportLine } from './report-lines.ts';

/** A pillar as a chapter's introduction presents it. */
export interface IntroducedPillar {
  title: string;
  /** What the introduction says about it. */
  text: string;
}

/** The beginning of a chapter: the policies that it covers and the pillars it introduces. */
export interface ChapterIntroduction {
  policies: number[];
  pillars: IntroducedPillar[];
  line: number;
}

/** The lines of one sheet, after its title line. */
export interface SheetBlock {
  /** Line of the sheet's title. */
  line: number;
  /** The page number where it is printed alone in front of the title. */
  printedPage: number | null;
  lines: ReportLine[];
}

/** Part （３）of the report cut into chapters and sheets. */
export interface Implementation {
  introductions: ChapterIntroduction[];
  sheets: SheetBlock[];
}

interface Block {
  kind: 'introduction' | 'sheet';
  lines: ReportLine[];
}

/**
 * Cuts the part 施策実施状況 into the chapters' introductions and the sheets.
 * @param sheetTitle the line that opens every sheet
 * @param policyTitles titles by number; a chapter may cover several policies (⑥ and ⑦)
 */
export function splitImplementation(
  lines: readonly ReportLine[],
  sheetTitle: string,
  policyTitles: readonly string[],
): Implementation {
  const blocks: Block[] = [];
  const opensSheet = foldText(sheetTitle);
  for (const line of lines) {
    if (foldText(line.text) === opensSheet) blocks.push({ kind: 'sheet', lines: [line] });
    else if (findChapterPolicy(line.text, policyTitles) && blocks.at(-1)?.kind !== 'introduction') {
      blocks.push({ kind: 'introduction', lines: [line] });
    } else blocks.at(-1)?.lines.push(line);
  }
  const sheets: SheetBlock[] = [];
  const introductions: ChapterIntroduction[] = [];
  let printedPage: number | null = null;
  for (const block of blocks) {
    const nextPage = takePageNumber(block.lines);
    const [first, ...rest] = block.lines;
    if (!first) continue;
    if (block.kind === 'sheet') sheets.push({ line: first.number, printedPage, lines: rest });
    else introductions.push(readIntroduction(block.lines, policyTitles));
    printedPage = nextPage;
  }
  return { introductions, sheets };
}

/** A page number that stands alone at the end of a block belongs to the page that follows. */
function takePageNumber(lines: ReportLine[]): number | null {
  const last = lines.at(-1)?.text.normalize('NFKC') ?? '';
  if (!/^\d{1,3}$/.test(last)) return null;
  lines.pop();
  return Number(last);
}

/** A title may be wrapped: the line then holds only its beginning. */
const SHORTEST_TITLE_START = 10;

/** The policy whose title begins on this line behind its circled number. */
function findChapterPolicy(text: string, policyTitles: readonly string[]): number | undefined {
  const [circled = '', ...rest] = text;
  if (!/[①-⑳]/.test(circled)) return undefined;
  const policy = Number(circled.normalize('NFKC'));
  const start = rest.join('').trim();
  return start.length >= SHORTEST_TITLE_START && policyTitles[policy - 1]?.startsWith(start)
    ? policy
    : undefined;
}

function readIntroduction(
  lines: readonly ReportLine[],
  policyTitles: readonly string[],
): ChapterIntroduction {
  const policies: number[] = [];
  let body = 0;
  for (let policy = findChapterPolicy(lines[0]?.text ?? '', policyTitles); policy !== undefined;) {
    policies.push(policy);
    const title = policyTitles[policy - 1] ?? '';
    let printed = lines[body]?.text.slice(1) ?? '';
    body += 1;
    while (body < lines.length && findAfterPrefix(printed, title) === undefined) {
      printed += lines[body]?.text ?? '';
      body += 1;
    }
    policy = findChapterPolicy(lines[body]?.text ?? '', policyTitles);
  }
  const pillars: IntroducedPillar[] = [];
  for (const paragraph of joinParagraphs(settleEnds(lines.slice(body), 'page').lines)) {
    const [, title] = /^[（(](.+)[）)]$/.exec(paragraph) ?? [];
    const pillar = pillars.at(-1);
    if (title) pillars.push({ title, text: '' });
    else if (pillar) pillar.text += paragraph;
  }
  return { policies, pillars, line: lines[0]?.number ?? 0 };
}
