import type { PlainDate } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Expression } from '#domain/questionnaire/expression.ts';
import type { Item, Questionnaire, Section } from '#domain/questionnaire/model.ts';
import { listNames, type Reference } from '#domain/questionnaire/references.ts';
import { readRules, type QuestionnaireRules } from '#domain/questionnaire/rules.ts';

/** Answers as they are stored: by item code, "other" texts under `otherTextCode(code)`. */
export type StoredAnswers = Readonly<Record<string, Json>>;

/** An item with its rules parsed. */
export interface PlannedItem {
  item: Item;
  section: Section;
  /** All have to hold. */
  conditions: readonly Expression[];
  constraint: Expression | undefined;
  calculation: Expression | undefined;
}

/** What can be worked out once for a questionnaire. */
export interface InterviewPlan {
  /** In the order of asking. */
  items: ReadonlyMap<string, PlannedItem>;
  /** Item codes, each behind those that decide whether it is asked and what its value is. */
  order: readonly string[];
  names: ReadonlyMap<string, Reference>;
}

/**
 * One response in progress. It never changes: `setAnswer` gives a new one. Answers may
 * hold hidden ones (to items that are not relevant now) and are kept as they came.
 */
export interface Interview {
  questionnaire: Questionnaire;
  plan: InterviewPlan;
  answers: StoredAnswers;
  /** Decides the order of randomised options, the same each time; stored with the response. */
  seed: string;
  /** What `today()` means; empty where no day is known. */
  today: PlainDate;
}

/**
 * Begins or takes up a response to a questionnaire that `validateQuestionnaire` accepted.
 *
 * @param today the day on which the response was begun, in Japan. Not the day of the
 *   calendar: what was calculated must come out the same when the response is resumed,
 *   checked by the server or corrected.
 */
export function startInterview(
  questionnaire: Questionnaire,
  answers: StoredAnswers = {},
  seed = '',
  today: PlainDate = '',
): Interview {
  return startPlannedInterview(questionnaire, readRules(questionnaire), answers, seed, today);
}

/** `startInterview` where the rules have been read elsewhere. */
export function startPlannedInterview(
  questionnaire: Questionnaire,
  rules: QuestionnaireRules,
  answers: StoredAnswers,
  seed: string,
  today: PlainDate,
): Interview {
  return { questionnaire, plan: planInterview(questionnaire, rules), answers, seed, today };
}

/** The same interview over other answers, for instance after a pull. */
export function withAnswers(interview: Interview, answers: StoredAnswers): Interview {
  return { ...interview, answers };
}

/** An item with its rules; throws a `RangeError` for a code that the questionnaire does not have. */
export function getPlannedItem({ plan, questionnaire }: Interview, code: string): PlannedItem {
  const planned = plan.items.get(code);
  if (!planned) throw new RangeError(`questionnaire ${questionnaire.id} has no item "${code}"`);
  return planned;
}

function planInterview(
  questionnaire: Questionnaire,
  { expressions, order }: QuestionnaireRules,
): InterviewPlan {
  const find = (source: string | undefined): Expression | undefined =>
    source === undefined ? undefined : expressions[source];
  const items = new Map<string, PlannedItem>();
  for (const section of questionnaire.sections) {
    for (const item of section.items) {
      const conditions = [find(section.relevant), find(item.relevant)].filter(
        (condition) => condition !== undefined,
      );
      items.set(item.code, {
        item,
        section,
        conditions,
        constraint: find(item.constraint),
        calculation: find(item.calculation),
      });
    }
  }
  return { items, order, names: listNames(questionnaire) };
}
