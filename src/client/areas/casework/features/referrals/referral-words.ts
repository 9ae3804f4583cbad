import type { ReferralState } from '#domain/casework/referral-states.ts';
import { nameOfCode } from '#client/records/record-words.ts';
import { language } from '#ui/messages.ts';
import type { Tone } from '#ui/tone.ts';

const WAITING = { ja: '渡すのを待っています', en: 'Waits to be handed over' };
const TONES: Partial<Record<ReferralState, Tone>> = {
  waiting: 'warning',
  sent: 'warning',
  received: 'info',
  accepted: 'info',
  inProgress: 'info',
  onHold: 'warning',
  completed: 'done',
};

/** How a referral stands, in words. */
export function wordOfState(state: ReferralState): string {
  if (state === 'waiting') return WAITING[language.value];
  return nameOfCode(
    'referrals',
    state === 'revoked' || state === 'enteredInError' ? 'endedAs' : 'status',
    state,
  );
}

/** How strongly the state of a referral asks for somebody. */
export function toneOfState(state: ReferralState): Tone | 'neutral' {
  return TONES[state] ?? 'neutral';
}
