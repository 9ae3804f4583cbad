import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import { findItem, listItems, type Item, type Questionnaire } from '#domain/questionnaire/model.ts';
import { listKnownOptions, listKnownRows } from '#domain/questionnaire/references.ts';
import type { TableFilter, TableSpec } from '#domain/tabulation/table-spec.ts';

/** The questions of a gap map. */
export interface GapMapItems {
  issues: Item;
  /** Which institutions should help with each issue that was chosen. */
  institutions: Item;
  /** What is known of the centre's own supply; a questionnaire may lack any. */
  awareness: Item | undefined;
  used: Item | undefined;
  satisfaction: Item | undefined;
}

/** Issues and institutions by their codes, in the order of the questionnaire. */
export interface GapMapAxes {
  issues: string[];
  institutions: string[];
}

/**
 * The questions of a gap map, if a questionnaire has them: the issues by their role, the institutions as the grid whose
 * rows are the issues that were chosen, the centre's supply by the codes of the report's questionnaire.
 */
export function findGapMapItems(questionnaire: Questionnaire): GapMapItems | undefined {
  const issues = findItemOfRole(questionnaire, 'issues');
  const institutions = listItems(questionnaire).find(
    ({ kind, rowsFrom }) => kind === 'gridMultiple' && rowsFrom !== undefined && rowsFrom === issues?.code,
  );
  if (!issues || !institutions) return undefined;
  const single = (code: string) => {
    const item = findItem(questionnaire, code);
    return item && (item.kind === 'single' || item.kind === 'scale') ? item : undefined;
  };
  return {
    issues,
    institutions,
    awareness: single('awareness'),
    used: single('used'),
    satisfaction: single('satisfaction'),
  };
}

/** Its axes. */
export function listGapMapAxes(questionnaire: Questionnaire, { institutions }: GapMapItems): GapMapAxes {
  return {
    issues: listKnownRows(questionnaire, institutions).map(({ code }) => code),
    institutions: listKnownOptions(questionnaire, institutions).map(({ code }) => code),
  };
}

/** The tables of which a gap map is made, in the order in which `readGapMap` takes them. */
export function gapMapSpecs(
  items: GapMapItems,
  axes: GapMapAxes,
  { filter, weight }: { filter?: TableFilter | null; weight?: string | null } = {},
): TableSpec[] {
  const shared = {
    base: 'answered',
    sort: 'codebook',
    filter: filter ?? null,
    weight: weight ?? null,
  } as const;
  const supply = [items.awareness, items.used, items.satisfaction].flatMap((item) => item?.code ?? []);
  return [
    { ...shared, stub: [[]], banner: [items.issues.code] },
    { ...shared, stub: [[]], banner: axes.issues.map((issue) => `${items.institutions.code}.${issue}`) },
    { ...shared, stub: [[items.issues.code]], banner: supply },
  ];
}
