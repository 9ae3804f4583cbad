import type { PlainDate } from '#domain/canonical/dates.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { QuestionnaireRules } from '#domain/questionnaire/rules.ts';

/*
 * What the server writes into a company's page. It stands apart from the schemas: the page
 * itself is small, and checks nothing that its own server wrote.
 */

/** The id of the `<script type="application/json">` that holds the page's data. */
export const PAGE_DATA_ID = 'page-data';

/** Where answers are sent; the address names the code or the open link. */
export const SUBMISSION_PATH = '/s/api/submissions';

/** A token without what a sentence or a mail program has put around its link. */
export function cleanToken(token: string): string {
  return token.replace(/[^\w-]/g, '');
}

/** How a person came to the page: by a unit's own code, by the link for everyone, or to try the survey out. */
export type RespondentEntry =
  | { kind: 'code'; code: string }
  | { kind: 'open'; token: string }
  | { kind: 'test'; token: string };

/** Why there is nothing to answer. */
export type ClosedReason =
  /** No such code, or mistyped: the check symbol tells which. */
  | 'unknown'
  | 'mistyped'
  /** Replaced by a newer code or taken back. */
  | 'revoked'
  /** The same of a link, whose address nobody types. */
  | 'linkUnknown'
  | 'linkRevoked'
  /** The unit has answered already. */
  | 'used'
  | 'notYetOpen'
  /** The survey's period is over. */
  | 'expired'
  /** The office has closed the survey. */
  | 'closed'
  /** Too many wrong codes came from this network; the page says for how long to wait. */
  | 'tooManyAttempts';

/** Who asks, as companies see it. */
export interface CentreCard {
  name: string;
  /** Where to turn to, one line; absent while the centre has not said. */
  contact?: string;
}

/** What the survey tells of itself. */
export interface SurveyCard {
  id: string;
  title: LocalisedText;
  startsOn: PlainDate;
  endsOn: PlainDate | null;
}

/** All the page needs. */
export type RespondentPage =
  | {
      state: 'open';
      entry: RespondentEntry;
      centre: CentreCard;
      survey: SurveyCard;
      questionnaire: Questionnaire;
      /** Read by the server, so that the page need not carry the parser. */
      rules: QuestionnaireRules;
      /** The company whose code this is, so that a wrong letter is noticed; absent on open links. */
      unitName?: string;
    }
  | {
      state: 'closed';
      reason: ClosedReason;
      centre?: CentreCard;
      survey?: SurveyCard;
      retryAfterSeconds?: number;
      /** What a device has begun in time is taken all the same. */
      takesLate?: true;
    };
