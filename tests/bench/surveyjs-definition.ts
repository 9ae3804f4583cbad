import type { Json, JsonObject } from '#domain/canonical/json.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { getItem, type Item, type Option, type Questionnaire } from '#domain/questionnaire/model.ts';

/**
 * A questionnaire as SurveyJS describes one, a page for each section. Left out is what
 * SurveyJS does not have: groups in a drop-down, and reasons for not filling in a number or a grid.
 *
 * @throws at an expression beyond those of the survey.
 */
export function toSurveyJs(questionnaire: Questionnaire): JsonObject {
  return {
    title: toText(questionnaire.title),
    description: toText(questionnaire.introduction),
    // As on our page: every key counts at once, and an open question does not hold one up.
    textUpdateMode: 'onTyping',
    checkErrorsMode: 'onComplete',
    pages: questionnaire.sections.map(({ code, label, relevant, items }) => ({
      name: code,
      title: toText(label),
      ...(relevant !== undefined && { visibleIf: toCondition(relevant) }),
      elements: items
        .filter(({ kind }) => kind !== 'calculate')
        .map((item) => toElement(questionnaire, item)),
    })),
  };
}

function toElement(questionnaire: Questionnaire, item: Item): JsonObject {
  const { code, label, hint, required, relevant } = item;
  const shown = { name: code, ...(relevant !== undefined && { visibleIf: toCondition(relevant) }) };
  if (item.kind === 'note') return { type: 'html', html: toText(label), ...shown };
  return {
    title: toText(label),
    ...(hint && { description: toText(hint) }),
    isRequired: required,
    ...shown,
    ...toKind(questionnaire, item),
  };
}

function toKind(questionnaire: Questionnaire, item: Item): JsonObject {
  const { kind, options = [], rows = [], maxSelections, maxLength } = item;
  const limit: JsonObject = maxSelections === undefined ? {} : { maxSelectedChoices: maxSelections };
  switch (kind) {
    case 'single':
      return {
        type: item.appearance === 'select' ? 'dropdown' : 'radiogroup',
        choices: toChoices(options),
        ...(item.allowedMissing?.includes('refused') && { showRefuseItem: true }),
        ...(item.allowedMissing?.includes('dontKnow') && { showDontKnowItem: true }),
      };
    case 'multiple':
      return { type: 'checkbox', choices: toChoices(options), ...limit };
    case 'scale':
      return { type: 'rating', rateValues: toChoices(options) };
    case 'grid':
      return { type: 'matrix', columns: toChoices(options), rows: toChoices(rows) };
    case 'gridMultiple':
      return {
        type: 'matrixdropdown',
        columns: [{ name: 'chosen', cellType: 'checkbox', choices: toChoices(options), ...limit }],
        rows: toChoices(listChoosable(questionnaire, item.rowsFrom)),
        rowsVisibleIf: `{${item.rowsFrom}} contains {item}`,
      };
    case 'ranking':
      return {
        type: 'ranking',
        choicesFromQuestion: item.optionsFrom!,
        choicesFromQuestionMode: 'selected',
        selectToRankEnabled: true,
        ...limit,
      };
    case 'number':
      return {
        type: 'text',
        inputType: 'number',
        ...(item.min !== undefined && { min: item.min }),
        ...(item.max !== undefined && { max: item.max }),
      };
    case 'longText':
      return { type: 'comment', ...(maxLength !== undefined && { maxLength }) };
    default:
      return {
        type: 'text',
        inputType: item.inputMode ?? 'text',
        ...(maxLength !== undefined && { maxLength }),
        ...toValidator(item),
      };
  }
}

function toValidator({ constraint, constraintMessage }: Item): JsonObject {
  const pattern = constraint === undefined ? undefined : /^regex\(\., '(.*)'\)$/.exec(constraint)?.[1];
  if (pattern === undefined) return {};
  return {
    validators: [
      { type: 'regex', regex: pattern, ...(constraintMessage && { text: toText(constraintMessage) }) },
    ],
  };
}

function listChoosable(questionnaire: Questionnaire, from: string | undefined): Option[] {
  return (getItem(questionnaire, from!).options ?? []).filter(({ exclusive }) => !exclusive);
}

function toChoices(options: readonly Option[]): Json {
  return options.map(({ code, label, exclusive, opensText }) => ({
    value: code,
    text: toText(label),
    ...(exclusive && { isExclusive: true }),
    ...(opensText && { showCommentArea: true }),
  }));
}

function toText({ ja, en }: LocalisedText): JsonObject {
  return { default: en, ja };
}

function toCondition(expression: string): string {
  const condition = expression
    .replace(/count-selected\(\$\{(\w+)\}\) > 0/g, '{$1} notempty')
    .replace(/not\(selected\(\$\{(\w+)\}, ('\w+')\)\)/g, '{$1} notcontains $2')
    .replace(/selected\(\$\{(\w+)\}, ('\w+')\)/g, '{$1} contains $2')
    .replace(/\$\{(\w+)\}/g, '{$1}');
  if (/[\w-]\(/.test(condition)) throw new Error(`no SurveyJS condition for ${expression}`);
  return condition;
}
