import type { CodingFrame } from '#domain/records/coding-frame.ts';
import type { Weighting } from '#domain/records/weighting.ts';
import { codedColumnOf, withCodedTexts, type SavedFrame } from '#domain/tabulation/coding/coded-column.ts';
import type { CodingRecord } from '#domain/tabulation/coding/codings.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import type { ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import {
  applyWeighting,
  isInvented,
  weightColumnOf,
  type SavedWeighting,
} from '#domain/tabulation/weighting/apply-weighting.ts';
import { RakingError } from '#domain/tabulation/weighting/rake.ts';
import { hashOfResponse, type SurveyWeights } from '#protocol/sample-weights.ts';
import type { BansoDatabase, LocalRecord } from '#client/storage/database.ts';
import type { CodedTexts, SavedWeights, WeightingState } from './tabulation-contract.ts';

/** What people have added to the answers: known figures to weight by, and what words were sorted into. */
export interface Additions {
  weightings: readonly LocalRecord<Weighting>[];
  frames: readonly LocalRecord<CodingFrame>[];
  codings: readonly CodingRecord[];
  sampleWeights: readonly SurveyWeights[];
}

/** Reads what people have added, of all surveys. */
export async function readAdditions(db: BansoDatabase): Promise<Additions> {
  const [weightings, frames, codings, sampleWeights] = await Promise.all([
    db.weightings.toArray(),
    db.codingFrames.toArray(),
    db.codings.toArray(),
    db.documents.get('sample-weights'),
  ]);
  const isThere = ({ deletedAt }: LocalRecord): boolean => deletedAt === null;
  return {
    weightings: weightings.filter(isThere),
    frames: frames.filter(isThere),
    codings: codings.filter(isThere),
    sampleWeights: (sampleWeights?.content ?? []) as unknown as SurveyWeights[],
  };
}

/**
 * A survey's data set with a column for each coding frame of its questionnaire and for each weighting of the survey
 * that can be raked, and how each of them came out.
 *
 * @param counted the responses that the data set was made of, in the order of its rows
 */
export function extendDataset(
  dataset: Dataset,
  { surveyId, questionnaireId }: { surveyId: string; questionnaireId: string },
  counted: readonly ResponseRecord[],
  { weightings, frames, codings, sampleWeights }: Additions,
): { dataset: Dataset; weightings: WeightingState[]; codedTexts: CodedTexts[] } {
  let extended = dataset;
  const codedTexts = frames.flatMap(({ id, fields }): CodedTexts[] => {
    const { item, title, categories = [] } = fields;
    if (fields.questionnaireId !== questionnaireId || !item || !title || categories.length === 0) return [];
    const frame: SavedFrame = { id, item, title, categories };
    extended = withCodedTexts(extended, counted, frame, codings);
    return [{ column: codedColumnOf(id), item, title, categories }];
  });
  const states = listSaved(surveyId, { weightings, sampleWeights }).map(
    ({ state, weighting, isOfSample, sample }): WeightingState => {
      try {
        const base = isOfSample ? baseOf(counted, sample) : undefined;
        const weighted = applyWeighting(extended, weighting, base);
        extended = weighted.dataset;
        return { ...state, column: weightColumnOf(state.id), diagnostics: weighted.diagnostics };
      } catch (error) {
        if (!(error instanceof RakingError)) throw error;
        const { margin, category, fault } = error;
        return { ...state, failure: { margin, category, fault } };
      }
    },
  );
  return { dataset: extended, weightings: states, codedTexts };
}

/** By what each of some surveys can be weighted. */
export function listSavedWeights(
  surveyIds: readonly string[],
  additions: Additions,
): Record<string, SavedWeights[]> {
  return Object.fromEntries(surveyIds.map((id) => [id, listSaved(id, additions).map(({ state }) => state)]));
}

/** A survey's weightings as they are saved. */
function listSaved(
  surveyId: string,
  { weightings, sampleWeights }: Pick<Additions, 'weightings' | 'sampleWeights'>,
): {
  state: SavedWeights;
  weighting: SavedWeighting;
  isOfSample: boolean;
  sample: SurveyWeights | undefined;
}[] {
  return weightings.flatMap(({ id, fields }) => {
    const { margins, trim } = fields;
    if (fields.surveyId !== surveyId || !fields.title || !margins) return [];
    const isOfSample = fields.base === 'sample';
    const sample = isOfSample ? sampleWeights.find((each) => each.surveyId === surveyId) : undefined;
    // What a table says it is weighted by tells which version of the sample's weights it has.
    const title = sample ? `${fields.title}（標本の重み 第${sample.version}版）` : fields.title;
    const weighting: SavedWeighting = { id, title, margins, ...(trim !== undefined && { trim }) };
    const by = margins.map(({ column }) => column);
    return [{ state: { id, title, by, invented: isInvented(weighting) }, weighting, isOfSample, sample }];
  });
}

/** Of each response what it stands for in the sample; 0 for one that is not of it or has come since. */
function baseOf(counted: readonly ResponseRecord[], sample: SurveyWeights | undefined): Float64Array {
  const { weights = {} } = sample ?? {};
  return Float64Array.from(counted, ({ id }) => weights[hashOfResponse(id)] ?? 0);
}
