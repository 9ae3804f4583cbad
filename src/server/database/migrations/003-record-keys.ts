import { createHash } from 'node:crypto';
import type { JsonObject } from '#domain/canonical/json.ts';

/*
 * A copy of the rules in `server/records/indexes` and of those below them as they stood when this migration was
 * written: what has run anywhere must give the same everywhere, however the rules change.
 */

/** A record of then, as far as it tells its keys. */
interface KeyedRecord {
  collection: string;
  id: string;
  fields: JsonObject;
  deletedAt: string | null;
}

interface SubmittedResponse {
  response_id: string;
  survey_id: string;
  account_id: string | null;
  channel: string;
  disposition: string;
}

/** Whether it is a submitted response whose company has not agreed to its being seen with its record. */
export function isRestricted({
  collection,
  fields: { submittedAt, channel, answers },
}: KeyedRecord): boolean {
  if (collection !== 'responses' || submittedAt === undefined || channel === 'visit') return false;
  return (answers as JsonObject | undefined)?.['consent_record'] !== 'yes';
}

/** A submitted response as its index has it; undefined for any other record. */
export function readSubmittedResponse({
  collection,
  id,
  fields,
  deletedAt,
}: KeyedRecord): SubmittedResponse | undefined {
  const { surveyId, accountId, channel, disposition, submittedAt } = fields;
  if (collection !== 'responses' || deletedAt !== null || typeof submittedAt !== 'string') return undefined;
  if (typeof surveyId !== 'string' || typeof channel !== 'string' || typeof disposition !== 'string')
    return undefined;
  return {
    response_id: id,
    survey_id: surveyId,
    account_id: typeof accountId === 'string' ? accountId : null,
    channel,
    disposition,
  };
}

/** By what a lead that is not over is recognised; nothing for any other record. */
export function listOpenLeadKeys({ collection, fields, deletedAt }: KeyedRecord): string[] {
  const { status, accountId, companyName, contactPhone } = fields as Partial<Record<string, string>>;
  if (collection !== 'leads' || deletedAt !== null || status === 'won' || status === 'closed') return [];
  const digits = (contactPhone ?? '').normalize('NFKC').replace(/\D/g, '');
  const name = matchableName(companyName ?? '');
  const byContact = name !== '' && digits !== '' ? [`contact:${sha256(`${name}\n${digits}`)}`] : [];
  return [...(accountId ? [`account:${accountId}`] : []), ...byContact];
}

const LEGAL_FORMS = /株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|資|名)\)/g;

/** Forms of characters that names are written with, each group behind its usual one. */
const VARIANTS = new Map(
  [
    '高髙',
    '崎﨑嵜',
    '辺邊邉',
    '斎齋',
    '斉齊',
    '沢澤',
    '浜濱濵',
    '広廣',
    '国國',
    '真眞',
    '恵惠',
    '桜櫻',
    '蔵藏',
    '竜龍',
    '栄榮',
    '円圓',
    '寿壽',
    '島嶋嶌',
    '滝瀧',
    '淵渕渊',
    '徳德',
    '富冨',
    '桑桒',
    '館舘',
    '関關',
    '吉𠮷',
    '浅淺',
    '豊豐',
    '万萬',
    '与與',
    '鉄鐵',
    '塩鹽',
    '郷鄕',
    '晃晄',
    '曽曾',
    '桧檜',
    '峰峯',
    '橋槗',
  ].flatMap((forms) => [...forms].map((form) => [form, [...forms][0]!] as const)),
);

function matchableName(companyName: string): string {
  const folded = companyName
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/\s+/g, '')
    .replace(LEGAL_FORMS, '')
    .replace(/[・･.,'’\-‐–—]/g, '');
  return [...folded].map((character) => VARIANTS.get(character) ?? character).join('');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
