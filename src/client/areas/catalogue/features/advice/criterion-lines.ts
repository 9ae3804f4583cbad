import type { Criterion, CriterionReason } from '#domain/advice/matching-criterion.ts';
import type { Period } from '#domain/catalogue/model.ts';
import { formatPeriod } from '#domain/catalogue/period-words.ts';
import type { CriterionName, CriterionState } from '#domain/records/visit.ts';
import { language, useMessages } from '#ui/messages.ts';
import { adviceMessages } from './advice-messages.ts';

/** One line of the reasons for a programme. */
export interface CriterionLine {
  key: string;
  state: CriterionState;
  /** What was looked at: 課題, 業種. */
  label: string;
  /** The state in words: 合う, 不明（対象は一部）. */
  words: string;
  /** The words of the sheet that it rests on, in quotation marks. */
  quotations: string[];
}

/** A missing stage is the person's to choose, and a number of employees may leave the size open. */
function wordsOf(
  name: CriterionName,
  reason: CriterionReason,
): CriterionReason | 'stageNotKnown' | 'sizeOpen' {
  if (name === 'stage' && reason === 'notKnown') return 'stageNotKnown';
  return name === 'size' && reason === 'partly' ? 'sizeOpen' : reason;
}

/** How criteria are told: what is not restricted stands together in one line, behind what is. */
export function useCriterionLines(
  issueName: (code: string) => string,
): (criteria: readonly Criterion[], period: Period) => CriterionLine[] {
  const t = useMessages(adviceMessages);

  function quote({ grounds }: Criterion, period: Period): string[] {
    const quotations = grounds.map(({ where, quotation: words, issue }) => {
      if (where === 'period') return t('ofPeriod', { words: formatPeriod(period, language.value) });
      return issue === undefined
        ? t('quoted', { words })
        : t('quotedIssue', { issue: issueName(issue), words });
    });
    // Two terms may stand in the same clause.
    return [...new Set(quotations)];
  }

  return (criteria, period) => {
    const told = criteria.filter(({ reason }) => reason !== 'unrestricted');
    const open = criteria.filter(({ reason }) => reason === 'unrestricted');
    const lines = told.map((criterion): CriterionLine => {
      const { name, state, reason } = criterion;
      return {
        key: name,
        state,
        label: t(name),
        words: t(wordsOf(name, reason)),
        quotations: quote(criterion, period),
      };
    });
    if (open.length === 0) return lines;
    const together = open.map(({ name }) => t(name)).join(t('joiner'));
    return [
      ...lines,
      { key: 'unrestricted', state: 'met', label: together, words: t('unrestricted'), quotations: [] },
    ];
  };
}
