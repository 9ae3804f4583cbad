import type { Language } from '#domain/canonical/language.ts';
import type { RoundResult } from '#client/sync/sync-state.ts';

/** What a round needs to know of the page that asks for it. */
export interface RoundRequest {
  centreId: string;
  userId: string;
  language: Language;
}

/** What the page asks the worker that syncs. */
export type SyncContract = {
  /** Tells how many records each page has brought. */
  round: { request: RoundRequest; answer: RoundResult; progress: number };
};
