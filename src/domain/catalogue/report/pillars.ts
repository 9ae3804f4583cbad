import { foldText } from '#domain/canonical/text.ts';
import type { ChapterIntroduction, IntroducedPillar } from './chapters.ts';
import type { CatalogueWarning, Pillar } from '#domain/catalogue/model.ts';
import type { DisplacedHeading } from './list-table.ts';
import { ReportError } from './report-error.ts';

/** What of a list row decides its pillar. */
export interface PillarRow {
  page: number;
  policy: number;
  department: string;
  description: string;
  /** The pillar title printed in front of the row. */
  pillarTitle: string | null;
}

/** The pillars, and the pillar of each row by its page. */
export interface PillarAssignment {
  pillars: Pillar[];
  pillarOfPage: Map<number, string>;
}

/**
 * Gives every row its pillar. The chapters' introductions name the pillars in order. A group
 * starts where its heading stands in front of a row; the first group starts with the first row.
 * Where no start is printed, it is inferred: rows within a group follow the order of the
 * departments, so a group can only start where the department changes other than to one known
 * to come later; of these rows, the one whose description shares the longest phrase with the
 * pillar's introduction starts the group.
 * What is inferred is added to `warnings`.
 * @throws ReportError when a pillar has no row at which it could start
 */
export function assignPillars(
  rows: readonly PillarRow[],
  introductions: readonly ChapterIntroduction[],
  displacedHeadings: readonly DisplacedHeading[],
  warnings: CatalogueWarning[],
): PillarAssignment {
  const introduced = listPillarsByPolicy(introductions);
  const fusedTitles = rows.flatMap(({ pillarTitle }) => pillarTitle ?? []);
  const isIntroduced = (heading: string) =>
    [...introduced.values()].flat().some(({ title }) => isSame(title, heading));
  const spareHeadings = displacedHeadings.filter(({ text }) => !isIntroduced(text));
  const result: PillarAssignment = { pillars: [], pillarOfPage: new Map() };
  const comesBefore = listKnownOrder(rows, introduced);
  for (const policy of new Set(rows.map((row) => row.policy))) {
    const ofPolicy = rows.filter((row) => row.policy === policy);
    const pillars = introduced.get(policy) ?? [];
    const starts = findStarts(ofPolicy, pillars, comesBefore, warnings);
    pillars.forEach((pillar, index) => {
      const isPrinted = [...fusedTitles, ...displacedHeadings.map(({ text }) => text)].some((heading) =>
        isSame(heading, pillar.title),
      );
      const title = isPrinted ? pillar.title : titleInList(pillar, spareHeadings, ofPolicy[0], warnings);
      const key = `${policy}-${index + 1}`;
      result.pillars.push({ key, policy, title });
      for (const row of ofPolicy.slice(starts[index], starts[index + 1]))
        result.pillarOfPage.set(row.page, key);
    });
  }
  return result;
}

/** A chapter on several policies introduces one pillar for each of them. */
function listPillarsByPolicy(introductions: readonly ChapterIntroduction[]): Map<number, IntroducedPillar[]> {
  const byPolicy = new Map<number, IntroducedPillar[]>();
  for (const { policies, pillars, line } of introductions) {
    const isShared = policies.length > 1;
    const isTwice = new Set(pillars.map(({ title }) => foldText(title))).size < pillars.length;
    if (isTwice || pillars.length === 0 || (isShared && pillars.length !== policies.length)) {
      throw new ReportError('pillar-unknown', { line });
    }
    policies.forEach((policy, index) =>
      byPolicy.set(policy, isShared ? pillars.slice(index, index + 1) : pillars),
    );
  }
  return byPolicy;
}

/** The list's heading where the chapter words it otherwise: the one heading nobody else claims. */
function titleInList(
  pillar: IntroducedPillar,
  spareHeadings: readonly DisplacedHeading[],
  row: PillarRow | undefined,
  warnings: CatalogueWarning[],
): string {
  const [heading, ...others] = spareHeadings;
  if (heading === undefined || others.length > 0)
    throw new ReportError('pillar-unknown', { page: row?.page, listLine: heading?.line }, pillar.title);
  warnings.push({
    page: row?.page ?? null,
    code: 'pillar-wording',
    message: `施策の柱の名称が一覧「${heading.text}」と概説「${pillar.title}」で異なる。一覧の名称を採った。`,
  });
  return heading.text;
}

/** Index of the first row of each pillar. */
function findStarts(
  rows: readonly PillarRow[],
  pillars: readonly IntroducedPillar[],
  comesBefore: ReadonlySet<string>,
  warnings: CatalogueWarning[],
): number[] {
  const printed = pillars.map((pillar, index) =>
    index === 0
      ? 0
      : rows.findIndex(({ pillarTitle }) => pillarTitle !== null && isSame(pillarTitle, pillar.title)),
  );
  const starts: number[] = [];
  pillars.forEach((pillar, index) => {
    const known = printed[index] ?? -1;
    if (known >= 0) {
      starts.push(known);
      return;
    }
    const after = starts.at(-1) ?? 0;
    const before = printed.slice(index).find((start) => start >= 0) ?? rows.length;
    const start = inferStart(rows, after + 1, before, pillar, comesBefore);
    const row = rows[start ?? -1];
    if (start === undefined || !row)
      throw new ReportError('pillar-unknown', { page: rows[after]?.page }, pillar.title);
    warnings.push({
      page: row.page,
      code: 'pillar-inferred',
      message: `施策の柱「${pillar.title}」の始まりは印刷されていない。担当課の並びと概説から${row.page}ページと推定した。`,
    });
    starts.push(start);
  });
  return starts;
}

function inferStart(
  rows: readonly PillarRow[],
  from: number,
  to: number,
  pillar: IntroducedPillar,
  comesBefore: ReadonlySet<string>,
): number | undefined {
  let best: { start: number; shared: number } | undefined;
  for (let start = from; start < to; start += 1) {
    const [previous, row] = [rows[start - 1], rows[start]];
    if (!previous || !row || previous.department === row.department) continue;
    if (comesBefore.has(pairOf(previous.department, row.department))) continue;
    const shared = computeLongestShared(foldText(row.description), foldText(pillar.text));
    if (!best || shared > best.shared) best = { start, shared };
  }
  return best?.start;
}

/**
 * Which department follows which within a group, from the policies in which the start of
 * every group is printed. A pair seen both ways round says nothing.
 */
function listKnownOrder(
  rows: readonly PillarRow[],
  introduced: ReadonlyMap<number, readonly IntroducedPillar[]>,
): ReadonlySet<string> {
  const isSettled = ({ policy }: PillarRow) => {
    const printed = rows.filter((row) => row.policy === policy && row.pillarTitle !== null).length;
    return printed >= (introduced.get(policy)?.length ?? 0) - 1;
  };
  const order = new Set<string>();
  let group: string[] = [];
  rows.forEach((row, index) => {
    if (rows[index - 1]?.policy !== row.policy || row.pillarTitle !== null) group = [];
    if (!isSettled(row)) return;
    for (const earlier of group) order.add(pairOf(earlier, row.department));
    group.push(row.department);
  });
  return new Set([...order].filter((pair) => !order.has(pair.split('>').reverse().join('>'))));
}

function pairOf(first: string, second: string): string {
  return `${first}>${second}`;
}

function isSame(a: string, b: string): boolean {
  return foldText(a) === foldText(b);
}

/** Length of the longest phrase that two texts share. */
function computeLongestShared(a: string, b: string): number {
  let longest = 0;
  for (let from = 0; from + longest < a.length; from += 1) {
    while (from + longest < a.length && b.includes(a.slice(from, from + longest + 1))) longest += 1;
  }
  return longest;
}
