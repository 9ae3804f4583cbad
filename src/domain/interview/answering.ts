import type { Json } from '#domain/canonical/json.ts';
import { findKind } from '#domain/questionnaire/kinds/question-kinds.ts';
import { otherTextCode } from '#domain/questionnaire/model.ts';
import { listKnownOptions } from '#domain/questionnaire/references.ts';
import { isEmpty } from '#domain/questionnaire/stored-value.ts';
import { getPlannedItem, type Interview } from './interview.ts';

/** What is stored for an answer that was taken back: sync has to tell it from "never seen". */
const UNANSWERED = { missing: 'unanswered' } as const;

/**
 * The interview with an item (or, under `otherTextCode`, the text of its "other"
 * option) answered. Multiple answers are put in the questionnaire's order; choosing an
 * exclusive option clears the others and choosing another clears it; options that only
 * another revision had go with the change; nothing at all becomes
 * `{ missing: 'unanswered' }`. Throws a `RangeError` for an unknown item code.
 */
export function setAnswer(interview: Interview, code: string, value: Json | undefined): Interview {
  const answer = isOtherTextCode(interview, code) ? value : arrange(interview, code, value);
  return { ...interview, answers: { ...interview.answers, [code]: isEmpty(answer) ? UNANSWERED : answer } };
}

function isOtherTextCode({ plan }: Interview, code: string): boolean {
  const reference = plan.names.get(code);
  return reference?.isOtherText === true && otherTextCode(reference.item.code) === code;
}

function arrange(interview: Interview, code: string, value: Json | undefined): Json | undefined {
  const { item } = getPlannedItem(interview, code);
  const kind = findKind(item);
  if (!kind?.arrange || value === undefined) return value;
  return kind.arrange(value, interview.answers[code], listKnownOptions(interview.questionnaire, item));
}
