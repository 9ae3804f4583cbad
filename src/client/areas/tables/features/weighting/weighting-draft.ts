import type { PlainDate } from '#domain/canonical/dates.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Weighting, WeightingMargin } from '#domain/records/weighting.ts';
import type { Category } from '#domain/tabulation/dataset/codebook.ts';
import { readFigure } from '#domain/tabulation/weighting/figures-file.ts';

/** A question with one answer, whose categories figures can be known of. */
export interface WeightColumn {
  code: string;
  label: string;
  categories: readonly Category[];
}

/** Known figures as they are being typed. */
export interface MarginDraft {
  column: string;
  source: string;
  sourcedOn: string;
  invented: boolean;
  /** By category; empty where none is known. */
  targets: Record<string, string>;
}

/** A weighting as it is being typed. */
export interface WeightingDraft {
  title: string;
  trim: string;
  population: string;
  /** Whether raking begins from what each answer stands for in the drawn sample. */
  fromSample: boolean;
  margins: MarginDraft[];
}

/** Known figures of a list of addresses, by the question that they belong to. */
export interface ListFigures {
  listName: string;
  /** The day of the sample. */
  on: PlainDate;
  byColumn: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/** What is wrong with a draft; each is said beside its field. */
export type DraftFault =
  | 'titleNeeded'
  | 'marginNeeded'
  | 'figureNeeded'
  | 'notFigure'
  | 'trimTooLow'
  | 'notCount';

export const NEW_DRAFT: WeightingDraft = {
  title: '',
  trim: '',
  population: '',
  fromSample: false,
  margins: [],
};

export function newMargin(column: string): MarginDraft {
  return { column, source: '', sourcedOn: '', invented: false, targets: {} };
}

/** A saved weighting as a draft. */
export function toDraft({
  title = '',
  trim,
  population,
  base,
  margins = [],
}: Partial<Weighting>): WeightingDraft {
  return {
    fromSample: base === 'sample',
    title,
    trim: typeof trim === 'number' ? String(trim) : '',
    population: population === undefined || population === null ? '' : String(population),
    margins: margins.map(({ column, source = '', sourcedOn = '', invented = false, targets }) => ({
      column,
      source,
      sourcedOn,
      invented,
      targets: Object.fromEntries(
        Object.entries(isObject(targets) ? targets : {}).map(([code, figure]) => [code, String(figure)]),
      ),
    })),
  };
}

/** What a draft comes to, or its faults by field: `title`, `trim`, `population`, `margins`, `margins.0`, `margins.0.code`. */
export function readDraft(
  draft: WeightingDraft,
):
  | {
      fields: Omit<Weighting, 'surveyId' | 'trim' | 'population' | 'base'> & {
        base: 'sample' | null;
        trim: number | null;
        population: number | null;
      };
    }
  | { faults: Map<string, DraftFault> } {
  const faults = new Map<string, DraftFault>();
  if (!draft.title.trim()) faults.set('title', 'titleNeeded');
  const trim = readOptional(draft.trim);
  if (trim === undefined || (trim !== null && trim <= 1)) faults.set('trim', 'trimTooLow');
  const population = readOptional(draft.population);
  if (population === undefined || (population !== null && !Number.isSafeInteger(population)))
    faults.set('population', 'notCount');
  if (draft.margins.length === 0 && !draft.fromSample) faults.set('margins', 'marginNeeded');
  const margins = draft.margins.map((margin, index) => readMargin(margin, `margins.${index}`, faults));
  if (faults.size > 0 || trim === undefined || population === undefined) return { faults };
  const base = draft.fromSample ? 'sample' : null;
  return { fields: { title: draft.title.trim(), trim, population, base, margins } };
}

function readMargin(
  { column, source, sourcedOn, invented, targets }: MarginDraft,
  path: string,
  faults: Map<string, DraftFault>,
): WeightingMargin {
  const read: JsonObject = {};
  for (const [code, text] of Object.entries(targets)) {
    const amount = readOptional(text);
    if (amount === undefined) faults.set(`${path}.${code}`, 'notFigure');
    else if (amount !== null) read[code] = amount;
  }
  if (Object.values(read).every((amount) => amount === 0)) faults.set(path, 'figureNeeded');
  return {
    column,
    targets: read,
    ...(source.trim() && { source: source.trim() }),
    ...(sourcedOn && { sourcedOn }),
    ...(invented && { invented }),
  };
}

/** A typed amount; null where nothing was typed, undefined for what is none. */
function readOptional(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const figure = readFigure(text);
  return figure && 'amount' in figure ? figure.amount : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
