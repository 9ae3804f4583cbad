import { formatCsv } from '#domain/canonical/csv.ts';
import { computePercent } from '#domain/tabulation/engine/figures.ts';
import type { OriginLine } from './table-origin.ts';
import type { TableView, ViewPart, ViewRow, ViewSection } from './table-view.ts';

/**
 * A table as CSV (RFC 4180): first what it is, a line each, and an empty line; then for each question a row with its
 * name where there are several, and in each row the attribute, a group with its base, every answer's count and every
 * answer's percentage as a number with one decimal (of numbers their averages). Hidden groups keep their base only.
 */
export function formatTableCsv(
  view: TableView,
  origin: readonly OriginLine[],
  words: { attribute: string; rowHead: string; count: string },
): string {
  const isSeveral = view.sections.length > 1;
  const head = view.sections.flatMap((section) => {
    const name = isSeveral ? `${section.question.shortLabel} ` : '';
    return [
      `${name}n`,
      ...(section.kind === 'number'
        ? section.columns.map(({ label }) => `${name}${label}`)
        : [
            ...section.columns.map(({ label }) => `${name}${label} (${words.count})`),
            ...section.columns.map(({ label }) => `${name}${label} (%)`),
          ]),
    ];
  });
  const hasAttributes = view.groups.length > 1;
  const rows = (group: string, members: readonly ViewRow[]) =>
    members.map(({ label, parts }) => [
      ...(hasAttributes ? [group] : []),
      label,
      ...parts.flatMap((part, at) => cellsOf(part, view.sections[at]!)),
    ]);
  return formatCsv([
    ...origin,
    [],
    [...(hasAttributes ? [words.attribute] : []), words.rowHead, ...head],
    ...(view.isTotalGrouped ? [] : rows('', [view.total])),
    ...view.groups.flatMap(({ title, rows: members }) => rows(title, members)),
  ]);
}

function cellsOf(
  { base, weightedBase, isHidden, cells }: ViewPart,
  { kind }: ViewSection,
): (number | null)[] {
  const width = kind === 'number' ? cells.length : 2 * cells.length;
  if (isHidden) return [base, ...Array.from({ length: width }, () => null)];
  if (kind === 'number') return [base, ...cells.map(({ average }) => average?.mean ?? null)];
  return [
    base,
    ...cells.map(({ count, isNotOffered }) => (isNotOffered ? null : count)),
    ...cells.map(({ weight, isNotOffered }) => (isNotOffered ? null : computePercent(weight, weightedBase))),
  ];
}
