import type { Tone } from '#ui/tone.ts';

/** A company's state in whatever a list of companies is about. */
export interface RowMark {
  tone: Tone | 'neutral';
  text: string;
  /** Beneath, quieter: since when, or how; may be empty. */
  note: string;
}
