import { foldText, withoutInvisible } from '#domain/canonical/text.ts';
import { ReportError } from './report-error.ts';

/** A line of the report that is not blank. */
export interface ReportLine {
  /** Line of the text file, from 1. */
  number: number;
  /** Without the white space around it. */
  text: string;
  /**
   * The text ends a paragraph. The extraction leaves a space where the document
   * had a line break of its own, and none where a line was merely full.
   */
  ends: boolean;
  /** The text marks where its paragraphs end; else `ends` has still to be settled (`settleEnds`). */
  isEndMarked: boolean;
  /** A blank line stands before it; two lines without one belong to different cells or boxes. */
  spaced: boolean;
  /** It begins with white space. */
  indented: boolean;
}

/** The longest line of the FY2013 report has 159 characters. */
const MOST_CHARACTERS = 2_000;
/** Neither control characters, white space apart, nor half characters (lone surrogates), which no database carries. */
const PLAIN_TEXT = /^(?:[^\p{Cc}\p{Cs}]|\s)*$/u;

/**
 * The lines of a text that are not blank.
 * @throws ReportError naming the first line that is no line of text, as in a file of another kind
 */
export function readLines(text: string): ReportLine[] {
  const lines: ReportLine[] = [];
  const plain = withoutTraces(text);
  const isEndMarked = marksEnds(plain);
  const isSpaced = /\n\s*?\n/.test(plain);
  let spaced = true;
  plain.split('\n').forEach((raw, index) => {
    const trimmed = raw.trim();
    if (raw.length > MOST_CHARACTERS || !PLAIN_TEXT.test(raw))
      throw new ReportError('not-text', { line: index + 1 });
    if (trimmed) {
      lines.push({
        number: index + 1,
        text: trimmed,
        ends: isEndMarked && /\s$/.test(raw),
        isEndMarked,
        spaced: spaced || !isSpaced,
        indented: /^\s/.test(raw),
      });
    }
    spaced = !trimmed;
  });
  return lines;
}

/** Radicals and doubled forms that fonts of PDFs hand out for the characters themselves: ⼈ for 人. */
const DOUBLES = /[\u2f00-\u2fdf\uf900-\ufaff]/g;

/** A text without what programs leave in it that no reader sees: marks, page breaks, other blanks and ends of lines. */
function withoutTraces(text: string): string {
  return withoutInvisible(text.replace(/\r\n?/g, '\n'))
    .replace(/\f/g, '')
    .replace(/[^\S\n\u3000]/g, ' ')
    .replace(DOUBLES, (double) => double.normalize('NFKC'));
}

/** Of a text's longer lines at least this share ends with a blank, and this share does not. */
const LEAST_SHARE = 0.05;

/** Whether blanks at the ends of lines tell paragraphs from full lines: some stand there, and not everywhere. */
function marksEnds(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim().length >= SHORT_LINE);
  const ended = lines.filter((line) => /\s$/.test(line)).length;
  return ended >= lines.length * LEAST_SHARE && ended <= lines.length * (1 - LEAST_SHARE);
}

/** What begins an item of an enumeration. */
export const STARTS_ITEM = /^(?:[（(][0-9０-９]{1,2}[）)]|[①-⑳]|[0-9０-９]{1,2}[．.]|[・･○◎※])/;
/** Spaces within Japanese running text, left over from justified lines. */
const JUSTIFICATION =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])[ \u3000]+(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー「（])/gu;
/** A line of fewer characters was not broken for want of room. */
const SHORT_LINE = 20;
/** What a sentence, or an item of an enumeration, ends with. */
export const CLOSES_SENTENCE = /[。｡．）)」］]$/;

/**
 * Lines as the paragraphs they were written in. A line that ends without a break
 * runs on; so does one with a break in mid-sentence, unless an enumeration follows
 * or it is the heading of an item with its text below.
 */
export function joinParagraphs(lines: readonly ReportLine[]): string[] {
  const paragraphs: string[] = [];
  let previous: ReportLine | undefined;
  for (const line of lines) {
    const paragraph = paragraphs.at(-1) ?? '';
    if (previous && runsOn(paragraph, previous, line)) {
      paragraphs[paragraphs.length - 1] = joinWrapped(paragraph, line.text);
    } else {
      paragraphs.push(line.text);
    }
    previous = line;
  }
  return paragraphs.map((paragraph) => paragraph.replace(JUSTIFICATION, ''));
}

function runsOn(paragraph: string, previous: ReportLine, line: ReportLine): boolean {
  if (!previous.ends) return true;
  if (STARTS_ITEM.test(line.text)) return false;
  if (CLOSES_SENTENCE.test(previous.text)) return false;
  const isItemHeading = STARTS_ITEM.test(paragraph) && (line.indented || previous.text.length < SHORT_LINE);
  return !isItemHeading;
}

/** Two parts of one line: Japanese joins without a space, Latin words keep one. */
export function joinWrapped(before: string, after: string): string {
  return /[A-Za-z0-9]$/.test(before) && /^[A-Za-z]/.test(after) ? `${before} ${after}` : before + after;
}

/** What follows `prefix` in `text`, compared folded; `undefined` when it does not begin so. */
export function findAfterPrefix(text: string, prefix: string): string | undefined {
  const wanted = foldText(prefix);
  for (let end = 1; end <= text.length; end += 1) {
    const folded = foldText(text.slice(0, end));
    if (folded === wanted) return text.slice(end).trim();
    if (!wanted.startsWith(folded)) return undefined;
  }
  return undefined;
}
