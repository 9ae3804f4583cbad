import type {
  KeyedEntry,
  KeyedEntryReceipt,
  KeyingQuality,
  KeyingWork,
  SheetsToSettle,
} from '#protocol/keying.ts';
import { askServer } from './http.ts';

/* Keying of paper. Everything throws ApiProblem and Unreachable. */

function addressOf(surveyId: string, what = ''): string {
  return `/api/surveys/${encodeURIComponent(surveyId)}/keying${what}`;
}

/** What there is to key for who asks. */
export async function readKeyingWork(surveyId: string): Promise<KeyingWork> {
  return (await askServer<KeyingWork>(addressOf(surveyId))).body;
}

/** Sends what was keyed of a sheet; the same entry again is the same. */
export async function postKeyedEntry(surveyId: string, entry: KeyedEntry): Promise<KeyedEntryReceipt> {
  return (
    await askServer<KeyedEntryReceipt>(addressOf(surveyId, '/entries'), { method: 'POST', body: entry })
  ).body;
}

/** The sheets that who asks may settle. */
export async function readSheetsToSettle(surveyId: string): Promise<SheetsToSettle> {
  return (await askServer<SheetsToSettle>(addressOf(surveyId, '/settle'))).body;
}

/** How well a survey's sheets are keyed. */
export async function readKeyingQuality(surveyId: string): Promise<KeyingQuality> {
  return (await askServer<KeyingQuality>(addressOf(surveyId, '/quality'))).body;
}
