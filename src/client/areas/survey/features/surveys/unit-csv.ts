import { formatCsv } from '#domain/canonical/csv.ts';
import { language } from '#ui/messages.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { Invitation, SurveyUnit } from '#protocol/surveys.ts';
import { channelNames } from '#client/records/response-words.ts';
import { outcomeMessages } from './outcome-messages.ts';
import { unitMessages } from './unit-messages.ts';

/** A company as a row of the file. */
export interface UnitRow {
  name: string;
  municipality: string;
  unit: SurveyUnit | undefined;
  /** Of a company that can still answer. */
  invitation: Pick<Invitation, 'code' | 'link'> | undefined;
}

const HEADS: Record<Language, string[]> = {
  ja: [
    '企業名',
    '市町村',
    '状態',
    'コード',
    'リンク',
    '依頼日',
    '開いた日',
    '回答日',
    '回答の経路',
    '記録',
    '記録日',
    '対象ID',
  ],
  en: [
    'Company',
    'Municipality',
    'State',
    'Code',
    'Link',
    'Asked on',
    'Opened on',
    'Answered on',
    'Came by',
    'Noted',
    'Noted on',
    'Unit id',
  ],
};

/** A survey's companies as CSV for spreadsheets, with the codes of those who can still answer; days as `YYYY-MM-DD`. */
export function formatUnitsCsv(rows: readonly UnitRow[], inLanguage: Language = language.value): string {
  const stateNames = unitMessages[inLanguage];
  const channels = channelNames[inLanguage];
  const outcomes = outcomeMessages[inLanguage];
  return formatCsv([
    HEADS[inLanguage],
    ...rows.map(({ name, municipality, unit, invitation }) => [
      name,
      municipality,
      stateNames[unit?.state ?? 'notAsked'],
      invitation?.code ?? null,
      invitation?.link ?? null,
      unit?.issuedOn ?? null,
      unit?.openedOn ?? null,
      unit?.answeredOn ?? null,
      unit?.channel ? channels[unit.channel] : null,
      unit?.outcome ? outcomes[unit.outcome] : null,
      unit?.outcomeOn ?? null,
      unit?.accountId ?? null,
    ]),
  ]);
}
