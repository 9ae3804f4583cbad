import { tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import { isCompanyAttribute, roleOfAttribute } from '#domain/casework/company-attributes.ts';
import { findItem, type Questionnaire } from '#domain/questionnaire/model.ts';
import { getDefinition, type Collection } from '#domain/records/collections.ts';
import { describeReason } from '#domain/records/correction-reasons.ts';
import type { Field, Members } from '#domain/records/field.ts';
import type { RecordedAdvice } from '#domain/records/visit.ts';
import type { ChangeFields, SetDelta } from '#domain/sync/change.ts';
import { splitPath } from '#domain/sync/fields.ts';
import { formatCount, formatDate, formatMoment, formatNumber } from '#ui/format.ts';
import { describeStored } from '#ui/items/answer-text.ts';
import { defineMessages, language, useMessages } from '#ui/messages.ts';
import { useCodeLabels } from './code-labels.ts';
import { useDocument } from './documents.ts';
import { findCodeName, findFieldName } from './record-words.ts';
import { useStaff } from './staff.ts';

/** How fields and their values of a collection are said to people. */
export interface ValueWords {
  /** The name of a merge unit or path; for an answer the question. */
  nameOf: (path: string) => string;
  /** One line per field; a unit of several fields names each. */
  linesOf: (fields: ChangeFields, now: Instant) => string[];
  /** What a change writes, each value with its name; what only machines read is left out. */
  listTold: (fields: ChangeFields, now: Instant) => { path: string; name: string; value: string }[];
}

const valueMessages = defineMessages({
  ja: {
    none: '（なし）',
    content: '（設定の内容）',
    deletion: '削除',
    deleted: '削除する',
    notDeleted: '残す',
    yes: 'はい',
    no: 'いいえ',
    advice: '{when}に記録した提案（{n}）',
    removed: '{what}を外す',
    correction: '訂正の理由',
    note: '{what}（記録）',
    and: '、',
  },
  en: {
    none: '(none)',
    content: '(what is set)',
    deletion: 'Deletion',
    deleted: 'Delete',
    notDeleted: 'Keep',
    yes: 'Yes',
    no: 'No',
    advice: 'Advice of {n}, recorded {when}',
    removed: 'without {what}',
    correction: 'Why it was corrected',
    note: '{what} (note)',
    and: ', ',
  },
});

/** What a record holds for machines alone. */
const UNTOLD: ReadonlySet<string> = new Set([
  'conflicts',
  'content',
  'dataHash',
  'mergedValues',
  'provenance',
  'questionnaireId',
  'questionnaireRevision',
  'seed',
  'sha256',
  'textHash',
]);

/**
 * Words for the fields of records and their values, with the labels of the questionnaire and the staff on this device.
 *
 * @param companyName a company's name by its id.
 */
export function useValueWords(
  companyName: (accountId: string) => string,
): (collection: Collection) => ValueWords {
  const t = useMessages(valueMessages);
  const labels = useCodeLabels();
  const questionnaire = useDocument('questionnaire');
  const { nameOf: personName } = useStaff();

  function answerInWords(code: string, value: Json): string {
    const codebook = questionnaire.data.value;
    const item = codebook && findItem(codebook, code);
    if (item) return describeStored(codebook, item, value, language.value) || t('none');
    // The text of an "other" option, or an answer to another revision.
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  return (collection) => {
    const fieldsOfCollection: Members = getDefinition(collection).fields;
    const fieldOf = (name: string): Field | undefined =>
      Object.hasOwn(fieldsOfCollection, name) ? fieldsOfCollection[name] : undefined;

    function nameOf(path: string): string {
      const [name, code] = splitPath(path);
      if (name === 'corrections') return t('correction');
      if (code !== undefined) {
        const what = questionLabel(questionnaire.data.value, code) ?? code;
        return name === 'notes' ? t('note', { what }) : what;
      }
      return path === 'deletedAt' ? t('deletion') : (findFieldName(collection, path) ?? path);
    }

    function wordOf(path: string, value: Json, now: Instant): string {
      const [name, code] = splitPath(path);
      if (path === 'deletedAt') return t(value === null ? 'notDeleted' : 'deleted');
      if (value === null || value === '') return t('none');
      if (name === 'answers' && code !== undefined) return answerInWords(code, value);
      if (name === 'corrections') return correctionInWords(value);
      if (path === 'advice') {
        const { at, programmes } = value as unknown as RecordedAdvice;
        return t('advice', { when: formatMoment(at, now), n: formatCount(programmes.length, 'programme') });
      }
      const field = fieldOf(name);
      if (field?.kind === 'set') return setInWords(name, field.of, value);
      if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
      if (typeof value === 'number') return formatNumber(value);
      if (field?.kind === 'json') return t('content');
      if (Array.isArray(value) && field?.kind === 'list') return value.map(nameOfMember).join(t('and'));
      if (typeof value !== 'string') return JSON.stringify(value);
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

    /** The members of a set, or what a change adds to it and takes out of it. */
    function setInWords(name: string, of: Field, value: Json): string {
      const { add, remove } = Array.isArray(value)
        ? { add: value as string[], remove: [] }
        : (value as unknown as SetDelta);
      const removed = remove.length > 0 ? [t('removed', { what: listMembers(name, of, remove) })] : [];
      return (
        [...(add.length > 0 ? [listMembers(name, of, add)] : []), ...removed].join(t('and')) || t('none')
      );
    }

    function listMembers(name: string, of: Field, members: readonly string[]): string {
      if (of.kind === 'reference') return formatCount(members.length, 'person');
      if (name === 'programmes') return formatCount(members.length, 'programme');
      const say = (member: string): string => {
        if (of.kind === 'person') return personName(member);
        return name === 'issues' ? labels.label('issues', member) : member;
      };
      return members.map(say).join(t('and'));
    }

    function linesOf(fields: ChangeFields, now: Instant): string[] {
      const entries = Object.entries(fields);
      if (entries.length === 1) return entries.map(([path, value]) => wordOf(path, value, now));
      const told = entries.filter(([, value]) => value !== null);
      if (told.length === 0) return [t('none')];
      return told.map(([path, value]) => `${nameOf(path)}：${wordOf(path, value, now)}`);
    }

    const listTold: ValueWords['listTold'] = (fields, now) =>
      Object.entries(fields)
        .filter(([path]) => isTold(path))
        .map(([path, value]) => ({ path, name: nameOf(path), value: wordOf(path, value, now) }));

    function isTold(path: string): boolean {
      const [name] = splitPath(path);
      const field = fieldOf(name);
      return !UNTOLD.has(name) && !(field?.kind === 'reference' && field.to !== 'accounts');
    }

    return { nameOf, linesOf, listTold };
  };
}

/** A member of a list by what people call it: a category by its label, known figures by their column. */
function nameOfMember(member: Json): string {
  if (typeof member !== 'object' || member === null || Array.isArray(member)) return String(member);
  return String(member['label'] ?? member['column'] ?? JSON.stringify(member));
}

function correctionInWords(value: Json): string {
  const reason = typeof value === 'object' && value !== null && 'reason' in value ? value['reason'] : value;
  return describeReason(String(reason), language.value);
}

function questionLabel(questionnaire: Questionnaire | undefined, code: string): string | undefined {
  return questionnaire && findItem(questionnaire, code)?.label[language.value];
}
