import type { ReturnDimension } from '#domain/fieldwork/returns/return-cells.ts';
import { useCodeLabels } from '#client/records/code-labels.ts';
import { defineMessages, useMessages } from '#ui/messages.ts';

/** What the dimensions are called by which returns are told apart. */
export const dimensionNames = defineMessages<ReturnDimension>({
  ja: { industry: '業種', employees: '従業員規模', municipality: '地域（市町村）' },
  en: { industry: 'Industry', employees: 'Employees', municipality: 'Region (municipality)' },
});

/** How the categories of a dimension are called, one that is not known included. */
export function useReturnWords(): (dimension: ReturnDimension, code: string) => string {
  const labels = useCodeLabels();
  const t = useMessages(defineMessages({ ja: { unknown: '不明' }, en: { unknown: 'Not known' } }));
  return (dimension, code) => (code === '' ? t('unknown') : labels.label(`attribute.${dimension}`, code));
}
