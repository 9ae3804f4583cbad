import type { LocalisedText } from '#domain/canonical/language.ts';
import type { RecipientState } from '#domain/records/referral.ts';

/** What an institution presses to answer, the same on the page of a code and for people with an account. */
export const RECIPIENT_PRESSES: Record<RecipientState, LocalisedText> = {
  received: { ja: '受け取りました（検討します）', en: 'Received, we will look into it' },
  accepted: { ja: '引き受けます', en: 'We take it on' },
  inProgress: { ja: '対応を始めました', en: 'We have begun' },
  onHold: { ja: 'いったん保留にします', en: 'We put it on hold' },
  completed: { ja: '対応が終わりました', en: 'We are done' },
  declined: { ja: 'お断りします', en: 'We decline' },
  referredOnward: { ja: '他の機関へ引き継ぎます', en: 'We pass it on to another institution' },
};
