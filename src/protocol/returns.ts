import type { CompletenessLimits } from '#domain/questionnaire/model.ts';
import type { Instant, PlainDate } from '#domain/canonical/dates.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Representativeness } from '#domain/fieldwork/returns/representativeness.ts';
import type { EligibleShare, Rate, RateCode } from '#domain/fieldwork/returns/response-rates.ts';
import type { CellKey } from '#domain/fieldwork/returns/return-cells.ts';
import type { DispositionCounts } from '#domain/fieldwork/returns/unit-disposition.ts';
import type { Channel } from '#domain/records/channels.ts';

/** What happened in a survey on a day, in Japan. */
export interface ReturnDay {
  day: PlainDate;
  /** Units whose first letter was posted on it, or, of those in no lot, whose code in force was issued; and that were opened. */
  sent: number;
  opened: number;
  /** Responses that count, whoever gave them. */
  answered: Partial<Record<Channel, number>>;
}

/** Units that are alike, and how many of them stand at each disposition; those of nobody are left out. */
export interface ReturnCellReply extends CellKey {
  counts: Partial<DispositionCounts>;
  /** Of the contacted those whose paper has come in and is to be keyed; left out where there are none. */
  unkeyed?: number;
}

/** `GET /api/surveys/:surveyId/returns` (`surveys.read`): how a survey's returns stand. */
export interface SurveyReturns {
  at: Instant;
  /** Of the units that were asked, or of which something was noted. */
  counts: DispositionCounts;
  rates: Record<RateCode, Rate>;
  eligible: EligibleShare;
  /** From when answers count as I and as P, as the survey's questionnaire has it. */
  completeness: CompletenessLimits;
  /** Days on which something happened, the earliest first. */
  days: ReturnDay[];
  /** Responses that count of nobody who was asked: in no rate. */
  unasked: number;
  /** How many the survey's sample has, sent to or not; null for a survey without one. With a sample, only its units are counted. */
  sampled: number | null;
  cells: ReturnCellReply[];
  /** Other surveys, and how many have answered both; those that nobody answered twice are left out. */
  alsoAnswered: { surveyId: string; title: LocalisedText; units: number }[];
  representativeness: Representativeness;
}
