import { ExpressionError } from './expression-error.ts';
import { listNodes, parseExpression, type Expression } from './expression.ts';
import type { Item, Questionnaire } from './model.ts';
import type { Report } from './problem.ts';
import { listKnownOptions, type Reference } from './references.ts';

/** Where an expression of a questionnaire stands. */
export interface ExpressionPlace {
  questionnaire: Questionnaire;
  names: ReadonlyMap<string, Reference>;
  /** The item that `.` means; absent where there is no answer under test. */
  current?: Item;
}

/** Reports a rule that cannot be read, and every item or option it names that does not exist. */
export function checkExpression(
  source: string | undefined,
  place: ExpressionPlace,
  path: string,
  report: Report,
): void {
  if (source === undefined) return;
  const expression = tryParse(source, path, report);
  if (!expression) return;
  for (const node of listNodes(expression)) {
    if (node.type === 'reference' && !place.names.has(node.name)) report(path, 'unknownItem', node.name);
    if (node.type === 'current' && !place.current) report(path, 'currentNotAllowed');
    const comparison = findComparison(node);
    if (comparison) checkComparison(comparison.operand, comparison.code, place, path, report);
  }
}

function tryParse(source: string, path: string, report: Report): Expression | undefined {
  try {
    return parseExpression(source);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    report(path, 'badExpression', error.text);
    return undefined;
  }
}

/** `selected(a, 'code')`, `a = 'code'` and `a != 'code'` name an option of `a`. */
function findComparison(node: Expression): { operand: Expression; code: string } | undefined {
  const [operand, literal] =
    node.type === 'call' && node.name === 'selected'
      ? node.arguments
      : node.type === 'binary' && (node.operator === '=' || node.operator === '!=')
        ? [node.left, node.right]
        : [];
  if (!operand || literal?.type !== 'literal' || literal.value === '') return undefined;
  return { operand, code: String(literal.value) };
}

function checkComparison(
  operand: Expression,
  code: string,
  { questionnaire, names, current }: ExpressionPlace,
  path: string,
  report: Report,
): void {
  const reference = operand.type === 'reference' ? names.get(operand.name) : undefined;
  const item = operand.type === 'current' ? current : reference?.item;
  if (!item || reference?.isOtherText) return;
  const options = listKnownOptions(questionnaire, item);
  if (options.length > 0 && !options.some((option) => option.code === code))
    report(path, 'unknownOption', code);
}
