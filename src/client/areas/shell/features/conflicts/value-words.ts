import { tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import { getDefinition, type Collection } from '#domain/records/collections.ts';
import { isCompanyAttribute, roleOfAttribute } from '#domain/casework/company-attributes.ts';
import type { RecordedAdvice } from '#domain/records/visit.ts';
import { findItem, type Questionnaire } from '#domain/questionnaire/model.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { splitPath } from '#domain/sync/fields.ts';
import { useCodeLabels } from '#client/records/code-labels.ts';
import { useDocument } from '#client/records/documents.ts';
import { useStaff } from '#client/records/staff.ts';
import { formatCount, formatDate, formatMoment, formatNumber } from '#ui/format.ts';
import { describeStored } from '#ui/items/answer-text.ts';
import { language, useMessages } from '#ui/messages.ts';
import { findCodeName, findFieldName } from '#client/records/record-words.ts';
import { conflictMessages } from './conflict-messages.ts';

/** How fields and their values of any collection are said to people. */
export interface ValueWords {
  /** The name of a merge unit or path; for an answer the question. */
  nameOf: (path: string) => string;
  /** One line per field; a unit of several fields names each. */
  linesOf: (fields: ChangeFields, now: Instant) => string[];
}

/**
 * Words for the fields of a collection and their values, with the labels of the questionnaire and the staff on this device.
 *
 * @param companyName a company's name by its id.
 */
export function useValueWords(
  collection: Collection,
  companyName: (accountId: string) => string,
): ValueWords {
  const { fields: fieldsOfCollection } = getDefinition(collection);
  const t = useMessages(conflictMessages);
  const labels = useCodeLabels();
  const questionnaire = useDocument('questionnaire');
  const { nameOf: personName } = useStaff();

  function nameOf(path: string): string {
    const [, code] = splitPath(path);
    if (code !== undefined) return questionLabel(questionnaire.data.value, code) ?? code;
    return path === 'deletedAt' ? t('deletion') : (findFieldName(collection, path) ?? path);
  }

  function wordOf(path: string, value: Json, now: Instant): string {
    const [name, code] = splitPath(path);
    if (path === 'deletedAt') return t(value === null ? 'notDeleted' : 'deleted');
    if (value === null || value === '') return t('none');
    if (name === 'answers' && code !== undefined) return answerInWords(code, value);
    if (path === 'advice') {
      const { at, programmes } = value as unknown as RecordedAdvice;
      return t('advice', { when: formatMoment(at, now), n: formatCount(programmes.length, 'programme') });
    }
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'number') return formatNumber(value);
    if (typeof value !== 'string') return JSON.stringify(value);
    const field = Object.hasOwn(fieldsOfCollection, name) ? fieldsOfCollection[name] : undefined;
    switch (field?.kind) {
      case 'attribute':
        return isCompanyAttribute(path) ? labels.label(roleOfAttribute(path), value) : value;
      case 'person':
        return personName(value);
      case 'reference':
        return field.to === 'accounts' ? companyName(value) : value;
      case 'instant':
        return formatMoment(value, now);
      case 'day':
        return formatDate(value, tokyoDate(now));
      case 'code':
        return findCodeName(collection, path, value) ?? value;
      default:
        return value;
    }
  }

  function answerInWords(code: string, value: Json): string {
    const codebook = questionnaire.data.value;
    const item = codebook && findItem(codebook, code);
    if (item) return describeStored(codebook, item, value, language.value) || t('none');
    // The text of an "other" option, or an answer to another revision.
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  function linesOf(fields: ChangeFields, now: Instant): string[] {
    const entries = Object.entries(fields);
    if (entries.length === 1) return entries.map(([path, value]) => wordOf(path, value, now));
    const told = entries.filter(([, value]) => value !== null);
    if (told.length === 0) return [t('none')];
    return told.map(([path, value]) => `${nameOf(path)}：${wordOf(path, value, now)}`);
  }

  return { nameOf, linesOf };
}

function questionLabel(questionnaire: Questionnaire | undefined, code: string): string | undefined {
  return questionnaire && findItem(questionnaire, code)?.label[language.value];
}
