/** One value of a chart, with the text that stands beside its bar; `null` draws none. */
export interface BarValue {
  percent: number | null;
  text: string;
}

/** A series: one bar, or one segment of a bar, in each category. */
export interface BarSeries {
  label: string;
  /** Drawn in grey: no answer. */
  isMuted?: boolean;
  /** One per category. */
  values: BarValue[];
}

/**
 * Horizontal bars: `stacked` to 100 %, one bar a category; `grouped` side by side; `plain` ones whose values are no
 * percentages; `heat`: a field for each category and series, the stronger the higher the value. `lines`: from category
 * to category, such as surveys one after the other.
 */
export interface BarChartData {
  layout: 'stacked' | 'grouped' | 'plain' | 'heat' | 'lines';
  categories: string[];
  series: BarSeries[];
}

/** Must not begin a line in Japanese. */
const NOT_AT_START = /^[）」』】、。，．・ー～…]/u;
/** Nor may these end one. */
const NOT_AT_END = /[（「『【]+$/u;

/**
 * A label in lines of at most so many full-width characters, Latin letters counting half.
 * Lines break behind spaces and ・ and before an opening bracket; a part longer than a line
 * breaks anywhere, as Japanese does, but never before a closing mark or behind an opening one.
 */
export function wrapLabel(label: string, maxWidth: number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (part: string): void => {
    if (line !== '' && widthOf((line + part).trimEnd()) > maxWidth && !NOT_AT_START.test(part)) {
      const opening = NOT_AT_END.exec(line)?.[0] ?? '';
      lines.push(line.slice(0, line.length - opening.length).trimEnd());
      line = opening;
    }
    line += part;
  };
  for (const part of label.match(/[（(]?[^・\s（(]*[・\s]?/gu) ?? []) {
    if (widthOf(part.trimEnd()) <= maxWidth) put(part);
    else for (const character of part) put(character);
  }
  return [...lines, line.trimEnd()].filter((text) => text !== '');
}

function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (character <= '\u007e' ? 0.5 : 1), 0);
}

const STACKED_BAR_PX = 40;
const GROUPED_BAR_PX = 20;
const GROUP_GAP_PX = 16;
const LINE_PX = 18;
const LINES_PX = 320;

/** The height a chart needs so that its bars and labels stand free, without legend and axis. */
export function computeBarsHeightPx(
  { layout, categories, series }: BarChartData,
  maxLabelWidth: number,
): number {
  if (layout === 'lines') return LINES_PX;
  const isOneBar = layout === 'stacked' || layout === 'heat';
  const bars = isOneBar ? STACKED_BAR_PX : series.length * GROUPED_BAR_PX + GROUP_GAP_PX;
  return categories.reduce(
    (height, label) => height + Math.max(bars, wrapLabel(label, maxLabelWidth).length * LINE_PX + 8),
    0,
  );
}
