import { canonicalJson, type Json } from '#domain/canonical/json.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { isSaid } from '#domain/questionnaire/stored-value.ts';
import { listItems, otherTextCode, type Item, type Questionnaire } from '#domain/questionnaire/model.ts';

/** How two responses of one company stand to each other in one item. */
export type ComparisonState = 'same' | 'differs' | 'onlyPrimary' | 'onlyOther';

/** What both say to one item; `null` stands for no answer. */
export interface ComparedAnswer {
  item: Item;
  state: ComparisonState;
  primary: GivenAnswer;
  other: GivenAnswer;
}

/** An answer with the text of its "other" option. */
export interface GivenAnswer {
  value: Json;
  otherText: Json;
}

type Answered = Pick<SurveyResponse, 'answers'>;

/** The items that at least one of two responses answers, in the order of asking, side by side. */
export function compareResponses(
  questionnaire: Questionnaire,
  primary: Answered,
  other: Answered,
): ComparedAnswer[] {
  return listItems(questionnaire)
    .filter(({ kind }) => kind !== 'note')
    .flatMap((item) => {
      const compared = { item, primary: readGiven(primary, item), other: readGiven(other, item) };
      const state = stateOf(compared.primary, compared.other);
      return state ? [{ ...compared, state }] : [];
    });
}

function readGiven({ answers = {} }: Answered, { code }: Item): GivenAnswer {
  return { value: readValue(answers[code]), otherText: readValue(answers[otherTextCode(code)]) };
}

function readValue(stored: Json | undefined): Json {
  return stored !== undefined && isSaid(stored) ? stored : null;
}

function stateOf(primary: GivenAnswer, other: GivenAnswer): ComparisonState | undefined {
  if (primary.value === null && other.value === null) return undefined;
  if (other.value === null) return 'onlyPrimary';
  if (primary.value === null) return 'onlyOther';
  return canonicalJson(primary) === canonicalJson(other) ? 'same' : 'differs';
}
