import { CHANNEL_WORDS } from '#domain/records/words/channels.ts';
import type { Disposition } from '#domain/records/dispositions.ts';
import { DISPOSITION_WORDS } from '#domain/records/words/dispositions.ts';
import { messagesOf } from '#ui/messages.ts';
import type { Tone } from '#ui/tone.ts';

/** The ways in which an answer comes, in words. */
export const channelNames = messagesOf(CHANNEL_WORDS);

/** How a response stands, in words. */
export const dispositionNames = messagesOf(DISPOSITION_WORDS);

/** How a response's disposition is tinted. */
export const DISPOSITION_TONES: Readonly<Record<Disposition, Tone | 'neutral'>> = {
  complete: 'done',
  partial: 'neutral',
  breakOff: 'neutral',
  refusal: 'neutral',
  undeliverable: 'neutral',
  notEligible: 'neutral',
  noReply: 'neutral',
  duplicate: 'warning',
};
