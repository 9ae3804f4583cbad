import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '#domain/catalogue/report/check.ts';
import { parseReport, readReport } from '#domain/catalogue/report/parse-report.ts';
import { ReportError, type ReportErrorCode } from '#domain/catalogue/report/report-error.ts';
import { REPORT_TEXT, reportWith } from './report-text.ts';

const SEED = 20_131;
/** Dozens of whole reports are read in each of the properties; a busy machine takes its time. */
const PATIENCE_MS = 120_000;
const LINES = REPORT_TEXT.split('\n');
const LIST_START = LINES.findIndex((line) => line.includes('訓練校事業費（指導員派遣研修費） 1,237'));
const LIST_END = LINES.findIndex((line) => line.startsWith('合計 41,609,725'));
const WHOLE = JSON.stringify(parseReport(REPORT_TEXT));

function errorOf(text: string): ReportError {
  try {
    parseReport(text);
  } catch (error) {
    if (error instanceof ReportError) return error;
    throw error;
  }
  throw new Error('the damaged report was accepted');
}

/** What becomes of a text: refused, different from its printed figures, or accepted. */
function outcomeOf(text: string): 'refused' | 'different' | 'accepted' {
  try {
    const { catalogue, printed } = readReport(text);
    return checkCatalogue(catalogue, printed).length > 0 ? 'different' : 'accepted';
  } catch (error) {
    if (error instanceof ReportError) return 'refused';
    throw error;
  }
}

describe('a damaged or different report', () => {
  it.each<[string, string, ReportErrorCode]>([
    ['an empty text', '', 'not-the-report'],
    ['a line of another kind of file', REPORT_TEXT.replace('\n', '\n\u0000\n'), 'not-text'],
    ['half a character', REPORT_TEXT.replace('\n', '\n\ud800\n'), 'not-text'],
    ['a line without end', 'あ'.repeat(3_000), 'not-text'],
    ['another document', 'これは別の文書です。\n合計 1\n', 'not-the-report'],
    ['a binary file', '\u0000\u0001%PDF-1.4\ufffd\ufffd', 'not-text'],
    ['no list', reportWith(' 　（２）平成２５年度の中小企業振興施策一覧\n', '\n'), 'section-missing'],
    [
      'a row without its page',
      reportWith('地域雇用創造支援事業 ○ ○ 152,736 25 △ 緊 労政・能力開発課 24', '地域雇用創造支援事業 ○ ○'),
      'row-unreadable',
    ],
    ['a period that ends before it starts', reportWith('1,107 1-29', '1,107 29-1'), 'period-unreadable'],
    ['rows out of order', reportWith('労政・能力開発課 20\n', '労政・能力開発課 12\n'), 'row-order'],
    ['no total', reportWith('合計 41,609,725', ''), 'subtotal-missing'],
    ['a lost sheet', reportWith('２ 事業名 就職ガイダンス開催費', ''), 'heading-missing'],
    [
      'a cost that is no number',
      reportWith('４ 事業費（千円） １，１０７', '４ 事業費（千円） 約千'),
      'cost-unreadable',
    ],
    [
      'a sheet of another department',
      reportWith('７ 担当課・グループ 地域活力振興課', '７ 担当課・グループ 財政課'),
      'department-mismatch',
    ],
    [
      'a repeat without its original',
      reportWith(
        '商学連携・地域あきんど事業（再掲） ○ ○ 4,248 25',
        '商学連携・地域あきんど事業（再掲） ○ ○ 4,248 24',
      ),
      'original-missing',
    ],
  ])('is refused: %s', (_what, text, code) => {
    expect(errorOf(text).code).toBe(code);
  });

  it('says in both languages what is wrong and on which page and line', () => {
    const error = errorOf(reportWith('1,107 1-29', '1,107 29-1'));
    expect(error.place).toEqual({ page: 19, line: LIST_START + 11 });
    expect(error.text).toEqual({
      ja: `事業期間が読み取れません: 29-1 (19ページ, ${LIST_START + 11}行目)`,
      en: `A period cannot be read: 29-1 (page 19, line ${LIST_START + 11})`,
    });
  });

  it('is refused when the list gives another sheet than the one in its place', () => {
    expect(
      errorOf(reportWith('２ 事業名 学卒未就職者等就職支援事業', '２ 事業名 中華圏ビジネス重点支援事業'))
        .code,
    ).toBe('sheet-mismatch');
  });

  it(
    'names the page of the sheet that is lost, and the line at which the next one stands',
    () => {
      const starts = LINES.flatMap((line, index) =>
        line.trim() === '平成２５年度に実施した中小企業振興施策' ? [index] : [],
      );
      const pages = parseReport(REPORT_TEXT).sheets.map(({ page }) => page);
      expect(starts).toHaveLength(130);
      const wrong = pages.flatMap((page, at) => {
        // Each loss is a whole report to be read: every third sheet, wherever it stands in its chapter.
        if (at % 3 !== 0) return [];
        const start = starts[at]!;
        // Its responsible department is the last heading of a sheet; a chapter's introduction may follow.
        const end = LINES.findIndex((line, index) => index > start && /担当課・グループ/.test(line)) + 1;
        const error = errorOf(LINES.toSpliced(start, end - start).join('\n'));
        return error.code === 'sheet-count' && error.place.page === page ? [] : [[page, error.message]];
      });
      expect(wrong).toEqual([]);
      const error = errorOf(LINES.toSpliced(starts[10]!, starts[11]! - starts[10]!).join('\n'));
      expect(error.text.ja).toBe(
        `個票の数が施策一覧と合いません: 129 / 130 (${pages[10]}ページ, ${starts[10]! + 1}行目)`,
      );
    },
    PATIENCE_MS,
  );

  it('names the line of a sheet too many', () => {
    const starts = LINES.flatMap((line, index) =>
      line.trim() === '平成２５年度に実施した中小企業振興施策' ? [index] : [],
    );
    const again = LINES.slice(starts[10], starts[11]);
    const { code, place } = errorOf(LINES.toSpliced(starts[11]!, 0, ...again).join('\n'));
    expect([code, place.line]).toEqual(['sheet-count', starts[11]! + 1]);
  });

  it(
    'never passes unnoticed when it is cut off',
    () => {
      fc.assert(
        fc.property(fc.nat({ max: LINES.length - 1 }), (kept) => {
          const text = LINES.slice(0, kept).join('\n');
          // Cut off in the annexes behind the last table, nothing of the catalogue is lost.
          return outcomeOf(text) !== 'accepted' || JSON.stringify(parseReport(text)) === WHOLE;
        }),
        { numRuns: 40, seed: SEED },
      );
    },
    PATIENCE_MS,
  );

  it(
    'never passes unnoticed when a row of the list is lost',
    () => {
      fc.assert(
        fc.property(fc.integer({ min: LIST_START, max: LIST_END }), (at) => {
          if (!/\d$/.test(LINES[at] ?? '')) return true;
          return outcomeOf(LINES.toSpliced(at, 1).join('\n')) !== 'accepted';
        }),
        { numRuns: 60, seed: SEED },
      );
    },
    PATIENCE_MS,
  );

  it(
    'never passes unnoticed when a digit of a cost in the list is wrong',
    () => {
      const costs = LINES.flatMap((line, at) =>
        at >= LIST_START && at <= LIST_END && / \d[\d,]* /.test(line) ? [at] : [],
      );
      fc.assert(
        fc.property(fc.constantFrom(...costs), fc.integer({ min: 1, max: 9 }), (at, shift) => {
          const line = (LINES[at] ?? '').replace(/ (\d)([\d,]*) /, (_, digit: string, rest: string) => {
            return ` ${(Number(digit) + shift) % 10}${rest} `;
          });
          return outcomeOf(LINES.with(at, line).join('\n')) !== 'accepted';
        }),
        { numRuns: 40, seed: SEED },
      );
    },
    PATIENCE_MS,
  );

  it(
    'answers garbled lines with a catalogue or a ReportError, never with another failure',
    () => {
      const damage = fc.record({
        at: fc.nat({ max: LINES.length - 1 }),
        length: fc.integer({ min: 0, max: 40 }),
        text: fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('', '・', '①', '小計', '（', '平成', '〃', '- 1-2'),
        ),
      });
      fc.assert(
        fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), (damages) => {
          const lines = [...LINES];
          for (const { at, length, text } of damages) lines.splice(at, length, text);
          outcomeOf(lines.join('\n'));
        }),
        { numRuns: 60, seed: SEED },
      );
    },
    PATIENCE_MS,
  );

  it('answers any text with a ReportError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => outcomeOf(text) === 'refused'),
      { numRuns: 200, seed: SEED },
    );
  });
});
