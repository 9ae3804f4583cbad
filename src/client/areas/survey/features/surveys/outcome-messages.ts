import type { UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';
import { defineMessages } from '#ui/messages.ts';

/** What may be noted of a company that was asked. */
export const outcomeMessages = defineMessages<UnitOutcome>({
  ja: {
    refusal: '拒否',
    blank: '白紙で返送',
    undeliverable: '宛先不明で戻った',
    paperArrived: '紙の回答が届いた（入力待ち）',
    closed: '廃業・閉鎖',
    notEligible: '調査の対象外',
    contacted: '連絡がついた（未回答）',
    other: 'そのほか（不在・対応できない など）',
  },
  en: {
    refusal: 'Refused',
    blank: 'Sent back blank',
    undeliverable: 'Came back undeliverable',
    paperArrived: 'Paper has come in, not keyed yet',
    closed: 'Out of business',
    notEligible: 'Not within the survey',
    contacted: 'Reached, no answer yet',
    other: 'Other (away, unable …)',
  },
});
