import { describe, expect, it } from 'vitest';
import { escapeText, foldContentLine, writeCalendar, type CalendarVisit } from '#domain/casework/calendar.ts';
import { writeCards } from '#domain/casework/vcard.ts';

const WORDS = {
  title: ({ company }: CalendarVisit) => `訪問：${company}`,
  text: ({ visit }: CalendarVisit) => visit.purpose ?? '',
};
const NOW = '2026-11-20T03:00:00.000Z';
const visit = (fields: CalendarVisit['visit']): CalendarVisit => ({
  id: '019aa000-0000-7000-8000-000000000001',
  revision: 7,
  visit: fields,
  company: '八戸水産; 本社, 冷凍',
  place: '八戸市鮫町1-1',
  people: [],
});
const linesOf = (text: string): string[] => text.replace(/\r\n[ ]/g, '').split('\r\n');

describe('a visit in a calendar', () => {
  it('is written as the format wants it, with the visit’s id and revision', () => {
    const text = writeCalendar(
      [
        visit({
          status: 'planned',
          plannedDate: '2026-11-24',
          plannedTime: '23:30',
          purpose: '冷凍設備\n見積もり',
        }),
      ],
      WORDS,
      NOW,
    );
    expect(linesOf(text)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Banso//Visits//JA',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VTIMEZONE',
      'TZID:Asia/Tokyo',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0900',
      'TZOFFSETTO:+0900',
      'TZNAME:JST',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:019aa000-0000-7000-8000-000000000001',
      'SEQUENCE:7',
      'DTSTAMP:20261120T030000Z',
      'DTSTART;TZID=Asia/Tokyo:20261124T233000',
      'DTEND;TZID=Asia/Tokyo:20261125T003000',
      'SUMMARY:訪問：八戸水産\\; 本社\\, 冷凍',
      'LOCATION:八戸市鮫町1-1',
      'DESCRIPTION:冷凍設備\\n見積もり',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('lasts the whole day without a time, is as long as it was, and is cancelled as such', () => {
    const day = writeCalendar([visit({ status: 'cancelled', plannedDate: '2026-11-24' })], WORDS, NOW);
    expect(day).toContain('DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261125\r\n');
    expect(day).toContain('STATUS:CANCELLED\r\n');
    const made = writeCalendar(
      [visit({ status: 'finished', startedAt: NOW, finishedAt: '2026-11-20T04:15:00.000Z' })],
      WORDS,
      NOW,
    );
    expect(made).toContain('DTSTART:20261120T030000Z\r\nDTEND:20261120T041500Z\r\n');
    expect(writeCalendar([visit({ status: 'planned' })], WORDS, NOW)).not.toContain('VEVENT');
  });

  it('ends after it began, whatever the clock said when it was finished', () => {
    for (const finishedAt of [NOW, NOW.replace('.000Z', '.400Z'), '2026-11-20T01:00:00.000Z'])
      expect(
        writeCalendar([visit({ status: 'finished', startedAt: NOW, finishedAt })], WORDS, NOW),
      ).toContain('DTSTART:20261120T030000Z\r\nDTEND:20261120T040000Z\r\n');
  });

  it('has no control character, which the format does not know', () => {
    const text = '一\u0000\u0007二\u000b三\u000c四\u0085五\u2028六\t七\u007f';
    expect(escapeText(text)).toBe('一二\\n三\\n四\\n五\\n六\t七');
  });

  it('has no line of more than 75 octets, and tears no character apart', () => {
    const long = `SUMMARY:${'訪問𠮷野家'.repeat(30)}`;
    const folded = foldContentLine(long);
    for (const line of folded.split('\r\n'))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(folded.replace(/\r\n /g, '')).toBe(long);
    expect(folded).not.toContain('\ufffd');
  });
});

it('a contact is a card that address books of both versions take', () => {
  const card = {
    id: '019aa000-0000-7000-8000-000000000002',
    name: '工藤 一郎',
    kana: 'くどう いちろう',
    company: '八戸水産',
    role: '工場長',
    phones: ['0178-22-1234'],
    emails: ['kudo@example.jp'],
    address: '八戸市鮫町1-1',
  };
  expect(writeCards([card]).split('\r\n')).toEqual([
    'BEGIN:VCARD',
    'VERSION:3.0',
    'UID:019aa000-0000-7000-8000-000000000002',
    'N:工藤 一郎;;;;',
    'FN:工藤 一郎',
    'X-PHONETIC-LAST-NAME:くどう いちろう',
    'ORG:八戸水産',
    'TITLE:工場長',
    'TEL;TYPE=WORK,VOICE:0178-22-1234',
    'EMAIL;TYPE=INTERNET:kudo@example.jp',
    'ADR;TYPE=WORK:;;八戸市鮫町1-1;;;;',
    'END:VCARD',
    '',
  ]);
  expect(writeCards([{ ...card, name: '' }])).toContain('\r\nFN:八戸水産\r\n');
  const four = writeCards([card], '4.0');
  expect(four).toContain('UID:urn:uuid:019aa000');
  expect(four).toContain('KIND:individual');
});
