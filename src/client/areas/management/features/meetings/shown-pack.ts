import type { Json } from '#domain/canonical/json.ts';
import type { OverdueCase } from '#domain/casework/management/meeting-cases.ts';
import type { StudyTheme } from '#domain/casework/management/study-themes.ts';
import type { MeetingItem } from '#domain/records/meeting.ts';
import type { Decision } from '#domain/records/decision.ts';
import type { DecisionChange } from '#domain/tabulation/decision-cells.ts';
import type { Table } from '#domain/tabulation/table.ts';
import type { OverviewAnswer } from '#client/workers/management/management-contract.ts';

/** A decision as it stood, with what had become of its numbers. */
export interface PackDecision {
  id: string;
  fields: Partial<Decision>;
  change: DecisionChange | undefined;
}

/** All numbers of a pack: as they are, or as they were shown. Companies stand in it by their ids alone. */
export interface Pack {
  /** The parts in their order. */
  items: readonly MeetingItem[];
  overview: Extract<OverviewAnswer, { overview: unknown }> | undefined;
  /** Those of the map of needs and support. */
  gapTables: readonly Table[] | undefined;
  /** Of each saved table among its parts, by its id. */
  tables: Readonly<Record<string, readonly Table[]>>;
  decisions: readonly PackDecision[];
  themes: readonly Pick<StudyTheme, 'issue' | 'having' | 'wishing'>[];
  cases: readonly OverdueCase[];
}

/** What had become of the numbers of the pack's decisions, by their ids. */
export function changesOf({ decisions }: Pack): Map<string, DecisionChange> {
  return new Map(decisions.flatMap(({ id, change }) => (change ? [[id, change]] : [])));
}

/** How packs are kept; one of another version is not read. */
const VERSION = 1;

/** What a meeting's record keeps of the pack that was shown. */
export function keepPack(pack: Pack): Json {
  const overview = pack.overview && {
    ...pack.overview,
    // Lists that no part shows.
    overview: { ...pack.overview.overview, unreached: [], places: [] },
    choices: [],
  };
  const decisions = pack.decisions.map(({ id, fields, change }) => {
    const { wording, owner, decidedOn, reviewDate, status, outcome, invented } = fields;
    return { id, fields: { wording, owner, decidedOn, reviewDate, status, outcome, invented }, change };
  });
  const themes = pack.themes.map(({ issue, having, wishing }) => ({ issue, having, wishing }));
  // Only what JSON can say: infinite bounds and absent values are in none of these.
  return JSON.parse(JSON.stringify({ version: VERSION, ...pack, overview, decisions, themes })) as Json;
}

/** The pack that was shown; `undefined` where none is kept, or one that this app does not know. */
export function readPack(kept: Json | undefined): Pack | undefined {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return undefined;
  if (kept['version'] !== VERSION) return undefined;
  return {
    items: [],
    overview: undefined,
    gapTables: undefined,
    tables: {},
    decisions: [],
    themes: [],
    cases: [],
    ...(kept as unknown as Partial<Pack>),
  };
}
