import { checkRoles } from './check-roles.ts';
import { checkExpression } from './expression-check.ts';
import { isAskedKind, QUESTION_FORMS } from './kinds/question-kinds.ts';
import type { Classification, Item, Option, Questionnaire } from './model.ts';
import { completenessOf, listItems } from './model.ts';
import { describeProblem, type QuestionnaireProblem, type Report } from './problem.ts';
import { questionnaireShape } from './questionnaire-shape.ts';
import { listDependencies, listNames, orderByDependencies } from './references.ts';

export type QuestionnaireValidation =
  | { ok: true; questionnaire: Questionnaire }
  | { ok: false; problems: QuestionnaireProblem[] };

/** Begins with a letter: a name in an expression, and never one of the array-like keys JSON objects reorder. */
const CODE = /^[A-Za-z][A-Za-z0-9_]*$/;
/** Names the documents of its revisions. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** `{ missing: … }` and `<item>.other` have meanings of their own among the answers. */
const RESERVED_ROW_CODES = new Set(['missing', 'other']);

/**
 * A questionnaire from unknown JSON, or everything that is wrong with it: its form
 * first, then codes, references between items, expressions and circles.
 */
export function validateQuestionnaire(json: unknown): QuestionnaireValidation {
  const problems: QuestionnaireProblem[] = [];
  const report: Report = (path, code, detail) => problems.push(describeProblem(path, code, detail));
  questionnaireShape(json, '', report);
  if (problems.length > 0) return { ok: false, problems };
  const questionnaire = json as Questionnaire;
  checkCodes(questionnaire, report);
  checkItems(questionnaire, report);
  const placed: { item: Item; path: string }[] = [];
  forEachItem(questionnaire, (item, path) => placed.push({ item, path }));
  checkRoles(placed, report);
  const { completeFrom, partialFrom } = completenessOf(questionnaire);
  if (!(0 < partialFrom && partialFrom <= completeFrom && completeFrom <= 100))
    report('/completeness', 'badLimits');
  questionnaire.classifications.forEach((one, index) =>
    checkClassification(questionnaire, one, `/classifications/${index}`, report),
  );
  // Circles can only be looked for among references that are known to be good.
  if (problems.length === 0) checkCircles(questionnaire, report);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, questionnaire };
}

function checkCodes(questionnaire: Questionnaire, report: Report): void {
  if (!ID.test(questionnaire.id)) report('/id', 'badId', questionnaire.id);
  checkDistinct(questionnaire.sections, '/sections', report);
  checkDistinct(questionnaire.classifications, '/classifications', report);
  const seen = new Set<string>();
  forEachItem(questionnaire, (item, path) => {
    checkCode(item.code, seen, path, report);
    checkDistinct(item.options ?? [], `${path}/options`, report);
    checkDistinct(item.rows ?? [], `${path}/rows`, report);
    item.rows?.forEach(({ code }, index) => {
      if (RESERVED_ROW_CODES.has(code)) report(`${path}/rows/${index}/code`, 'badCode', code);
    });
  });
  questionnaire.classifications.forEach(({ categories }, index) =>
    checkDistinct(categories, `/classifications/${index}/categories`, report),
  );
}

function checkDistinct(coded: readonly { code: string }[], path: string, report: Report): void {
  const seen = new Set<string>();
  coded.forEach(({ code }, index) => checkCode(code, seen, `${path}/${index}`, report));
}

function checkCode(code: string, seen: Set<string>, path: string, report: Report): void {
  if (!CODE.test(code)) report(`${path}/code`, 'badCode', code);
  if (seen.has(code)) report(`${path}/code`, 'duplicateCode', code);
  seen.add(code);
}

function checkItems(questionnaire: Questionnaire, report: Report): void {
  const names = listNames(questionnaire);
  questionnaire.sections.forEach((section, index) => {
    checkExpression(section.relevant, { questionnaire, names }, `/sections/${index}/relevant`, report);
  });
  forEachItem(questionnaire, (item, path) => {
    checkParts(item, path, report);
    checkSource(questionnaire, item.optionsFrom, `${path}/optionsFrom`, report);
    checkSource(questionnaire, item.rowsFrom, `${path}/rowsFrom`, report);
    checkExpression(item.relevant, { questionnaire, names }, `${path}/relevant`, report);
    checkExpression(item.constraint, { questionnaire, names, current: item }, `${path}/constraint`, report);
    checkExpression(item.calculation, { questionnaire, names }, `${path}/calculation`, report);
    checkCalculation(item, path, report);
    // Whoever answers by the link or on paper cannot give any: nobody may wait for them.
    if (item.kind === 'image' && item.required) report(`${path}/required`, 'notForImage', 'required');
    if (item.min !== undefined && item.max !== undefined && item.min > item.max)
      report(`${path}/min`, 'emptyRange');
    const { groupBy } = item;
    if (
      groupBy &&
      !questionnaire.classifications.some((one) => one.code === groupBy && one.item === item.code)
    ) {
      report(`${path}/groupBy`, 'unknownClassification', groupBy);
    }
  });
}

function checkParts(item: Item, path: string, report: Report): void {
  const hasOptions = Boolean(item.options?.length) || item.optionsFrom !== undefined;
  const hasRows = Boolean(item.rows?.length) || item.rowsFrom !== undefined;
  const parts = isAskedKind(item.kind) ? QUESTION_FORMS[item.kind].parts : [];
  if (parts.includes('options') !== hasOptions) {
    report(path, hasOptions ? 'optionsNotAllowed' : 'optionsNeeded');
  }
  if (parts.includes('rows') !== hasRows) report(path, hasRows ? 'rowsNotAllowed' : 'rowsNeeded');
}

/** Nobody sees a calculated item: nothing can be asked of its answer. */
function checkCalculation(item: Item, path: string, report: Report): void {
  const isCalculated = item.kind === 'calculate';
  if (isCalculated !== (item.calculation !== undefined)) {
    report(path, isCalculated ? 'calculationNeeded' : 'calculationNotAllowed');
  }
  if (!isCalculated) return;
  if (item.required) report(`${path}/required`, 'notForCalculation', 'required');
  if (item.constraint !== undefined) report(`${path}/constraint`, 'notForCalculation', 'constraint');
}

function checkSource(
  questionnaire: Questionnaire,
  code: string | undefined,
  path: string,
  report: Report,
): void {
  if (code === undefined) return;
  const source = listItems(questionnaire).find((item) => item.code === code);
  if (!source) report(path, 'unknownItem', code);
  // Only its own options can be carried on, so that a chain of sources cannot arise.
  else if (source.kind !== 'multiple' || !source.options) report(path, 'notMultiple', code);
}

function checkClassification(
  questionnaire: Questionnaire,
  { item: code, attribute, categories }: Classification,
  path: string,
  report: Report,
): void {
  const item = listItems(questionnaire).find((one) => one.code === code);
  if (!item) return report(`${path}/item`, 'unknownItem', code);
  const known = new Set(categories.map((category: Option) => category.code));
  for (const option of item.options ?? []) {
    const category = option.attributes?.[attribute];
    if (category === undefined) report(path, 'noCategory', option.code);
    else if (!known.has(category)) report(path, 'unknownOption', category);
  }
}

function checkCircles(questionnaire: Questionnaire, report: Report): void {
  const names = listNames(questionnaire);
  const dependencies = new Map<string, string[]>();
  const paths = new Map<string, string>();
  questionnaire.sections.forEach((section, sectionIndex) =>
    section.items.forEach((item, index) => {
      dependencies.set(item.code, listDependencies(item, section, names));
      paths.set(item.code, `/sections/${sectionIndex}/items/${index}`);
    }),
  );
  const result = orderByDependencies(dependencies);
  if ('cycle' in result) report(paths.get(result.cycle[0] ?? '') ?? '', 'cycle', result.cycle.join(' → '));
}

function forEachItem(questionnaire: Questionnaire, visit: (item: Item, path: string) => void): void {
  questionnaire.sections.forEach((section, sectionIndex) =>
    section.items.forEach((item, index) => visit(item, `/sections/${sectionIndex}/items/${index}`)),
  );
}
