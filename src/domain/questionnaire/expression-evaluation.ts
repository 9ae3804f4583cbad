import { isPlainDate, type PlainDate } from '#domain/canonical/dates.ts';
import type { BinaryOperator, Expression } from './expression.ts';
import { add, subtract } from './expression-dates.ts';
import { EXPRESSION_FUNCTIONS } from './expression-functions.ts';
import { toBoolean, toNumber, toText, type ExpressionValue } from './expression-values.ts';

/** What a rule looks at; whatever has no answer is the empty text, as in XLSForm. */
export interface ExpressionScope {
  valueOf: (name: string) => ExpressionValue;
  /** The value of `.`, the answer under test. */
  current: ExpressionValue;
  /** What `today()` gives; empty where no day is known. */
  today: PlainDate;
}

/** The value of a rule. Never throws for a rule that `parseExpression` gave. */
export function evaluateExpression(expression: Expression, scope: ExpressionScope): ExpressionValue {
  switch (expression.type) {
    case 'literal':
      return expression.value;
    case 'reference':
      return scope.valueOf(expression.name);
    case 'current':
      return scope.current;
    case 'negative':
      return -toNumber(evaluateExpression(expression.operand, scope));
    case 'call': {
      const found = EXPRESSION_FUNCTIONS.get(expression.name);
      if (!found) throw new RangeError(`no function "${expression.name}"`);
      const given = expression.arguments.map((argument) => () => evaluateExpression(argument, scope));
      return found.apply(given, scope.today);
    }
    case 'binary':
      return evaluateBinary(expression.operator, expression.left, expression.right, scope);
  }
}

/** Whether a rule holds. */
export function isTrue(expression: Expression, scope: ExpressionScope): boolean {
  return toBoolean(evaluateExpression(expression, scope));
}

function evaluateBinary(
  operator: BinaryOperator,
  leftOperand: Expression,
  rightOperand: Expression,
  scope: ExpressionScope,
): ExpressionValue {
  const left = evaluateExpression(leftOperand, scope);
  if (operator === 'and') return toBoolean(left) && isTrue(rightOperand, scope);
  if (operator === 'or') return toBoolean(left) || isTrue(rightOperand, scope);
  const right = evaluateExpression(rightOperand, scope);
  switch (operator) {
    case '=':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '<':
      return compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    case '>=':
      return compare(left, right) >= 0;
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return toNumber(left) * toNumber(right);
    case 'div':
      return toNumber(left) / toNumber(right);
    case 'mod':
      return toNumber(left) % toNumber(right);
  }
}

/** XPath 1.0, section 3.4: truth values first, then numbers, then texts. */
function isEqual(left: ExpressionValue, right: ExpressionValue): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right);
  return toText(left) === toText(right);
}

/** Below, at or above 0; NaN, which no comparison accepts, when either side is no number. */
function compare(left: ExpressionValue, right: ExpressionValue): number {
  if (isPlainDate(left) && isPlainDate(right)) return left < right ? -1 : left > right ? 1 : 0;
  const [leftNumber, rightNumber] = [toNumber(left), toNumber(right)];
  // Not a difference: Infinity − Infinity would be NaN.
  if (leftNumber === rightNumber) return 0;
  return leftNumber < rightNumber ? -1 : leftNumber > rightNumber ? 1 : Number.NaN;
}
