import { parseExpression, type Expression } from './expression.ts';
import type { Questionnaire } from './model.ts';
import { listDependencies, listNames, orderByDependencies } from './references.ts';

/**
 * What is worked out once from a questionnaire's conditions, constraints and calculations.
 * It is JSON, so that a device which only answers need not carry what reads them.
 */
export interface QuestionnaireRules {
  /** By its text, each parsed. */
  expressions: Record<string, Expression>;
  /** Item codes, each behind those that decide whether it is asked and what its value is. */
  order: string[];
}

/**
 * Reads the rules of a questionnaire.
 *
 * @throws ExpressionError for a rule that cannot be read, RangeError for rules in a circle;
 *   `validateQuestionnaire` refuses both.
 */
export function readRules(questionnaire: Questionnaire): QuestionnaireRules {
  const names = listNames(questionnaire);
  const expressions: Record<string, Expression> = {};
  const dependencies = new Map<string, string[]>();
  for (const section of questionnaire.sections) {
    for (const item of section.items) {
      for (const source of [section.relevant, item.relevant, item.constraint, item.calculation]) {
        if (source !== undefined) expressions[source] ??= parseExpression(source);
      }
      dependencies.set(item.code, listDependencies(item, section, names));
    }
  }
  const result = orderByDependencies(dependencies);
  if ('cycle' in result)
    throw new RangeError(`conditions or calculations in a circle: ${result.cycle.join(' → ')}`);
  return { expressions, order: result.order };
}
