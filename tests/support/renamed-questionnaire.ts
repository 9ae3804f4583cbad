import type { Json } from '#domain/canonical/json.ts';
import { listItems, otherTextCode, type Questionnaire } from '#domain/questionnaire/model.ts';
import { parseQuestionnaire } from './parse-questionnaire.ts';

/** A questionnaire that asks the same under other codes, and the way from one's codes to the other's. */
export interface Renamed {
  questionnaire: Questionnaire;
  /** The new code of an item, or of its "other" text. */
  codeOf: (code: string) => string;
  /** Answers, or anything else that is kept by item code, under the new codes. */
  rename: <Value>(byCode: Readonly<Record<string, Value>>) => Record<string, Value>;
}

/** Gives every item another code, in its own place and wherever another item names it. */
export function renameItems(original: Questionnaire): Renamed {
  const codes = new Map(listItems(original).map(({ code }, index) => [code, `item_${index}`]));
  const codeOf = (code: string): string => {
    const [item = '', rest] = code.split('.');
    const renamed = codes.get(item) ?? item;
    return rest === undefined
      ? renamed
      : code === otherTextCode(item)
        ? otherTextCode(renamed)
        : `${renamed}.${rest}`;
  };
  const inExpression = (text: string): string =>
    text.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => `\${${codeOf(name)}}`);
  const sections = original.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({
      ...item,
      code: codeOf(item.code),
      ...(item.optionsFrom && { optionsFrom: codeOf(item.optionsFrom) }),
      ...(item.rowsFrom && { rowsFrom: codeOf(item.rowsFrom) }),
      ...(item.relevant && { relevant: inExpression(item.relevant) }),
      ...(item.constraint && { constraint: inExpression(item.constraint) }),
      ...(item.calculation && { calculation: inExpression(item.calculation) }),
    })),
  }));
  const classifications = original.classifications.map((one) => ({ ...one, item: codeOf(one.item) }));
  const questionnaire = parseQuestionnaire(
    structuredClone({ ...original, id: 'another-survey', sections, classifications }) as unknown as Json,
  );
  return {
    questionnaire,
    codeOf,
    rename: (byCode) =>
      Object.fromEntries(Object.entries(byCode).map(([code, value]) => [codeOf(code), value])),
  };
}
