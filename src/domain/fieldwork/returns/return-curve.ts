import { addDays, daysBetween, type PlainDate } from '#domain/canonical/dates.ts';
import { CHANNELS, type Channel } from '#domain/records/channels.ts';

/** What happened on a day. */
interface DayCounts {
  day: PlainDate;
  sent: number;
  opened: number;
  answered: Partial<Record<Channel, number>>;
}

/** How many had been sent, opened and answered by the end of each day, from the first to the last on which something happened. */
export interface ReturnCurve {
  days: PlainDate[];
  sent: number[];
  opened: number[];
  /** By each channel that any response came by. */
  answered: { channel: Channel; values: number[] }[];
}

/** So long a line is drawn day by day; a date that is far off would make it as long as one likes. */
const MOST_DAYS = 400;

/** Adds up what happened day by day; days of nothing stand in between. @param rows the earliest first */
export function computeReturnCurve(rows: readonly DayCounts[]): ReturnCurve {
  const last = rows.at(-1)?.day;
  const recent = rows.filter(({ day }) => last !== undefined && daysBetween(day, last) < MOST_DAYS);
  const first = recent[0]?.day;
  const length = first === undefined || last === undefined ? 0 : daysBetween(first, last) + 1;
  const days = Array.from({ length }, (_, index) => addDays(first!, index));
  const channels = CHANNELS.filter((channel) => rows.some(({ answered }) => (answered[channel] ?? 0) > 0));
  const accumulate = (countOf: (row: DayCounts) => number): number[] => {
    const byDay = new Map(recent.map((row) => [row.day, countOf(row)]));
    let sum = rows.slice(0, rows.length - recent.length).reduce((total, row) => total + countOf(row), 0);
    return days.map((day) => (sum += byDay.get(day) ?? 0));
  };
  return {
    days,
    sent: accumulate(({ sent }) => sent),
    opened: accumulate(({ opened }) => opened),
    answered: channels.map((channel) => ({
      channel,
      values: accumulate(({ answered }) => answered[channel] ?? 0),
    })),
  };
}
