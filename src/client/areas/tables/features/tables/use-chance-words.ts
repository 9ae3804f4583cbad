import { READING } from '#domain/tabulation/engine/figures.ts';
import { useMessages } from '#ui/messages.ts';
import { formatP } from './format-p.ts';
import { tablesMessages } from './tables-messages.ts';

/** Gives the words for whether a difference may be by chance: by its corrected p, or null where nothing was tested. */
export function useChanceWords(): (p: number | null) => string {
  const t = useMessages(tablesMessages);
  return (p) => {
    if (p === null) return t('notTested', { limit: READING.flagBelow });
    return t(p < READING.alpha ? 'chanceBorne' : 'chanceNotBorne', { p: formatP(p) });
  };
}
