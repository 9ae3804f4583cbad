import { describe, expect, it } from 'vitest';
import { listEventWords } from '#client/areas/survey/features/history/event-messages.ts';
import { outcomeMessages } from '#client/areas/survey/features/surveys/outcome-messages.ts';
import { foldText } from '#domain/canonical/text.ts';
import { readDispositionList } from '#domain/fieldwork/history/disposition-list.ts';
import { eventOfOutcome } from '#domain/fieldwork/history/unit-event.ts';
import { UNIT_OUTCOMES } from '#domain/fieldwork/unit-outcomes.ts';

const read = (...lines: string[][]) =>
  readDispositionList(
    lines.map((cells, index) => ({ row: index + 1, cells })),
    listEventWords(),
  );

describe('a list of what became of units', () => {
  it('is read with its faults by row, as a spreadsheet counts them', () => {
    const list = read(
      ['コード', '記録', '記録日', 'メモ'],
      ['ABCDE-FGHJK', '拒否', '2026/11/3', '電話で'],
      ['ABCDE-FGHJK', '  宛先不明で戻った ', '２０２６年１１月３日', ''],
      ['', '拒否', '2026-11-03', ''],
      ['ABCDE-FGHJK', '怒っている', '2026-11-03', ''],
      ['ABCDE-FGHJK', '拒否', '2026-11-31', ''],
      ['ABCDE-FGHJK', '拒否', '', ''],
      ['ABCDE-FGHJK', '', '', ''],
    );
    expect(list?.rows).toEqual([
      { row: 2, unit: 'ABCDE-FGHJK', event: 'refused', on: '2026-11-03', detail: '電話で' },
      { row: 3, unit: 'ABCDE-FGHJK', event: 'returnedUndeliverable', on: '2026-11-03', detail: '' },
    ]);
    expect(list?.faults.map(({ row, fault }) => [row, fault])).toEqual([
      [4, 'noUnit'],
      [5, 'unknownEvent'],
      [6, 'wrongDay'],
      [7, 'noDay'],
    ]);
    expect(list?.silent).toBe(1);
    expect(read(['コード', '記録'])).toBeUndefined();
  });

  it.each(['ja', 'en'] as const)(
    'calls everything as the list of companies that is saved does (%s)',
    (language) => {
      for (const outcome of UNIT_OUTCOMES)
        expect(listEventWords().get(foldText(outcomeMessages[language][outcome]).trim())).toBe(
          eventOfOutcome(outcome),
        );
    },
  );
});
