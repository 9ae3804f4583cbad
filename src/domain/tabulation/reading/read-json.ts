import type { LocalisedText } from '#domain/canonical/language.ts';
import { describeProblem, type QuestionnaireProblem } from '#domain/questionnaire/problem.ts';
import type { Shape } from '#domain/questionnaire/shape.ts';

/** JSON that is not what it should be; `pointer` says where (RFC 6901), `text` what is wrong. */
export class JsonShapeError extends Error {
  readonly pointer: string;
  readonly text: LocalisedText;

  constructor({ path, message }: QuestionnaireProblem) {
    super(`${path}: ${message.en}`);
    this.name = 'JsonShapeError';
    this.pointer = path;
    this.text = message;
  }
}

/** Refuses what a shape refuses. @throws JsonShapeError for the first fault */
export function checkShape(value: unknown, shape: Shape): void {
  shape(value, '', (path, code, detail) => {
    throw new JsonShapeError(describeProblem(path, code, detail));
  });
}

/** Such a value or `null`. */
export function nullable(shape: Shape): Shape {
  return (value, path, report) => value === null || shape(value, path, report);
}

/** A text as it is in one shape, anything else in the other. */
export function textOr(textShape: Shape, shape: Shape): Shape {
  return (value, path, report) => (typeof value === 'string' ? textShape : shape)(value, path, report);
}
