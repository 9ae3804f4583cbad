import type { SurveyState } from '#domain/fieldwork/survey-state.ts';
import type { Tone } from '#ui/tone.ts';

/** How a survey's state is tinted. */
export const STATE_TONES: Record<SurveyState, Tone | 'neutral'> = {
  notYetOpen: 'info',
  open: 'done',
  expired: 'warning',
  closed: 'neutral',
};
