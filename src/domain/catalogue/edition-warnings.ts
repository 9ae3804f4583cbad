import { canonicalJson } from '#domain/canonical/json.ts';
import type { Catalogue, CatalogueWarning, Programme, ProgrammeResult, Sheet } from './model.ts';

/** What has to change in a programme for a doubt about how it was read to be settled; any other doubt stays. */
const DOUBTED: Record<string, (programme: Programme) => unknown> = {
  'mark-unknown': ({ marks: { priority, mainResult } }) => [priority, mainResult],
  'name-differs': ({ name }) => name,
  'policy-wording': ({ policy }) => policy,
  'pillar-inferred': ({ pillar }) => pillar,
  'pillar-wording': ({ pillar }) => pillar,
  'period-ended': ({ period }) => period,
  'department-note': ({ department, groups, regionalOffice }) => [department, groups, regionalOffice],
  'cost-note': ({ costThousandYen }) => costThousandYen,
  'former-name-living': ({ history }) => history,
  'history-year': ({ history }) => history,
};

/** The rows of results that a doubt is about; it is settled when none of them stands as it was read. */
const DOUBTED_RESULTS: Record<string, (result: ProgrammeResult, message: string) => boolean> = {
  'result-uncertain': ({ item, uncertain }, message) =>
    uncertain && message === describeUncertainResult(item),
  'item-lines': ({ item }, message) => message === describeItemLines(item),
  'value-lines': ({ item }, message) => message === describeValueLines(item),
  'results-as-written': ({ kind }) => kind === 'asWritten',
  'section-contradictory': ({ section }, message) => message.includes(`「${section}」`),
};

/** The doubt about a row of results whose items and values do not pair. */
export function describeUncertainResult(item: string): string {
  return `実績「${item.replaceAll('\n', ' ')}」の項目と値の行が一対一に対応しない。`;
}

/** The doubt about an item of many lines, which may be those of several rows. */
export function describeItemLines(item: string): string {
  return `実績「${item.replaceAll('\n', ' ')}」の項目が${item.split('\n').length}行にわたる。`;
}

/** The doubt about a value of several lines that its item does not announce. */
export function describeValueLines(item: string): string {
  return `実績「${item.replaceAll('\n', ' ')}」の値が数行にわたる。`;
}

/**
 * The doubts that remain when an edition gets other programmes: those about a programme go with it,
 * to its page, until what they are about was edited; those about a repeated sheet stay while it does.
 * @param sheets those of the edition with its other programmes
 */
export function carryWarnings(
  before: Catalogue,
  programmes: readonly Programme[],
  sheets: readonly Sheet[],
): CatalogueWarning[] {
  const now = new Map(programmes.map((programme) => [programme.key, programme]));
  const carried = before.warnings.flatMap((warning) => {
    const sheet = before.sheets.find(({ page }) => page === warning.page);
    if (!sheet) return [warning];
    if (sheet.repeat)
      return sheets.some(
        ({ page, programme, repeat }) => repeat && page === sheet.page && programme === sheet.programme,
      )
        ? [warning]
        : [];
    const was = before.programmes.find(({ key }) => key === sheet.programme);
    const is = now.get(sheet.programme);
    return was && is && !isSettled(warning, was, is) ? [{ ...warning, page: is.page }] : [];
  });
  return carried.sort((a, b) => (a.page ?? 0) - (b.page ?? 0));
}

function isSettled({ code, message }: CatalogueWarning, was: Programme, is: Programme): boolean {
  const isAbout = DOUBTED_RESULTS[code];
  if (isAbout) {
    const rows = was.results.filter((result) => isAbout(result, message));
    return rows.length > 0 && !rows.some((row) => is.results.some((result) => isSame(row, result)));
  }
  const doubted = DOUBTED[code];
  return doubted !== undefined && !isSame(doubted(was), doubted(is));
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
