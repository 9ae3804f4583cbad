import { tokyoDate, type PlainDate } from '#domain/canonical/dates.ts';
import type { UnitState } from '#domain/fieldwork/survey-units.ts';
import { formatDay } from '#ui/format.ts';
import { useMessages } from '#ui/messages.ts';
import type { Tone } from '#ui/tone.ts';
import { useNow } from '#ui/use-now.ts';
import type { SurveyUnit } from '#protocol/surveys.ts';
import { channelNames } from '#client/records/response-words.ts';
import { outcomeMessages } from './outcome-messages.ts';
import { unitMessages } from './unit-messages.ts';

const TONES: Record<UnitState, Tone | 'neutral'> = {
  notAsked: 'neutral',
  asked: 'info',
  opened: 'warning',
  answered: 'done',
  stopped: 'neutral',
};

/** How a list tells a company's state: the word, its tone, and since which day, or by which way an answer came without a code. */
export function useUnitWords(): (unit: SurveyUnit | undefined) => {
  tone: Tone | 'neutral';
  text: string;
  note: string;
} {
  const t = useMessages(unitMessages);
  const channelName = useMessages(channelNames);
  const outcomeName = useMessages(outcomeMessages);
  const now = useNow();

  function noteOf({
    state,
    issuedOn,
    openedOn,
    answeredOn,
    outcome,
    outcomeOn,
    channel,
  }: SurveyUnit): string {
    if (outcome !== null && outcomeOn !== null && state !== 'answered')
      return `${outcomeName(outcome)} ${formatDay(outcomeOn, tokyoDate(now.value))}`;
    const days = { notAsked: null, asked: issuedOn, opened: openedOn, answered: answeredOn, stopped: null };
    const day: PlainDate | null = days[state];
    if (day !== null) return formatDay(day, tokyoDate(now.value));
    return channel === null ? '' : channelName(channel);
  }

  return (unit) => {
    const state = unit?.state ?? 'notAsked';
    return { tone: TONES[state], text: t(state), note: unit ? noteOf(unit) : '' };
  };
}
