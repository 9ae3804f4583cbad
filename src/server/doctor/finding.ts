import type { Json } from '#domain/canonical/json.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';

/** What one look at the server came to. */
export interface Finding {
  /** Its name for machines. */
  check: string;
  isGood: boolean;
  text: LocalisedText;
  /** What was measured. */
  value?: Json;
}
