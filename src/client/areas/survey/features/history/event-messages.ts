import { foldText } from '#domain/canonical/text.ts';
import { NOTED_EVENTS, type NotedEvent, type UnitEventName } from '#domain/fieldwork/history/unit-event.ts';
import { defineMessages } from '#ui/messages.ts';

/** What the entries of a history are called. */
export const eventMessages = defineMessages<UnitEventName>({
  ja: {
    sampled: '標本に選ばれた',
    codeIssued: '依頼コードを出した',
    printed: '手紙を印刷',
    posted: '手紙を投函',
    opened: '回答ページを開いた',
    answered: '回答',
    late: '締切後の回答',
    undone: '取り消し',
    returnedUndeliverable: '宛先不明で戻った',
    forwarded: '転送された',
    blankSheet: '白紙で返送',
    refused: '拒否',
    paperArrived: '紙の回答が届いた（入力待ち）',
    closed: '廃業・閉鎖',
    notEligible: '調査の対象外',
    telephoned: '電話した（つながらない）',
    contacted: '連絡がついた（未回答）',
    reminded: '電話などで督促した',
    other: 'そのほか（不在・対応できない など）',
    cleared: '記録なしに戻した',
  },
  en: {
    sampled: 'Drawn into the sample',
    codeIssued: 'Code issued',
    printed: 'Letter printed',
    posted: 'Letter posted',
    opened: 'Page opened',
    answered: 'Answered',
    late: 'Answered after the period',
    undone: 'Undone',
    returnedUndeliverable: 'Came back undeliverable',
    forwarded: 'Forwarded',
    blankSheet: 'Sent back blank',
    refused: 'Refused',
    paperArrived: 'Paper has come in, not keyed yet',
    closed: 'Out of business',
    notEligible: 'Not within the survey',
    telephoned: 'Rung up, nobody reached',
    contacted: 'Reached, no answer yet',
    reminded: 'Reminded by telephone or otherwise',
    other: 'Other (away, unable …)',
    cleared: 'Back to nothing noted',
  },
});

/** How lists may call what is noted: by these words in either language, or by its code. */
export function listEventWords(): Map<string, NotedEvent> {
  return new Map(
    NOTED_EVENTS.flatMap((event) =>
      [event, eventMessages.ja[event], eventMessages.en[event]].map(
        (word) => [foldText(word).trim(), event] as const,
      ),
    ),
  );
}
