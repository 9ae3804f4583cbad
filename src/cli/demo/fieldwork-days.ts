import { addDays, tokyoDate, tokyoInstant, type Instant, type PlainDate } from '#domain/canonical/dates.ts';

/**
 * When the invented fieldwork was done, in days before the day of the demo. The office works on weekdays, so that
 * each may be up to two days later: what follows has to leave them.
 */
const LIST_BOUGHT = -60;
const SAMPLE_DRAWN = -58;
const CODES_ISSUED = -56;
const LOTS_PRINTED = -54;
const FIRST_POSTED = -52;
/** A post office takes so many lots a day without notice. */
const LOTS_A_DAY = 6;
const FIRST_ANSWERS = -45;
const REMINDER_PRINTED = -26;
const REMINDER_POSTED = -25;
const REMINDER_LOTS_A_DAY = 14;
const SECOND_ANSWERS = -21;
/** How much of the answers comes before the reminder. */
const FIRST_WAVE = 0.58;
/** Most answer within the first days; the last of a wave comes so many days after its first. */
const WAVE_DAYS = 19;
const DAYS_UNTIL_RARE = 5.5;

/** The time that the invented work is done at. */
export interface DemoTime {
  set: (at: Instant) => void;
}

/** The days of the invented fieldwork, counted back from the day of the demo. */
export interface FieldworkDays {
  listBought: PlainDate;
  sampleDrawn: PlainDate;
  codesIssued: PlainDate;
  lotsPrinted: PlainDate;
  reminderPrinted: PlainDate;
  /** When the lot with an index, from 0, was posted. */
  posted: (kind: 'invitation' | 'reminder1', index: number) => PlainDate;
  /** When something came in: `share`, from 0 to under 1, is its place among all that came. */
  arrived: (share: number) => PlainDate;
}

/** @param now the time of the demo */
export function planFieldworkDays(now: Instant): FieldworkDays {
  const today = tokyoDate(now);
  const at = (days: number): PlainDate => addDays(today, days);
  const weekday = (days: number): PlainDate => toWeekday(at(days));
  return {
    listBought: weekday(LIST_BOUGHT),
    sampleDrawn: weekday(SAMPLE_DRAWN),
    codesIssued: weekday(CODES_ISSUED),
    lotsPrinted: weekday(LOTS_PRINTED),
    reminderPrinted: weekday(REMINDER_PRINTED),
    posted: (kind, index) =>
      kind === 'invitation'
        ? weekday(FIRST_POSTED + Math.floor(index / LOTS_A_DAY))
        : weekday(REMINDER_POSTED + Math.floor(index / REMINDER_LOTS_A_DAY)),
    arrived: (share) =>
      share < FIRST_WAVE
        ? at(FIRST_ANSWERS + daysIntoWave(share / FIRST_WAVE))
        : at(SECOND_ANSWERS + daysIntoWave((share - FIRST_WAVE) / (1 - FIRST_WAVE))),
  };
}

/** The day itself, or the Monday after it. */
function toWeekday(day: PlainDate): PlainDate {
  const ofWeek = new Date(tokyoInstant(day, '12:00')).getUTCDay();
  if (ofWeek === 6) return addDays(day, 2);
  return ofWeek === 0 ? addDays(day, 1) : day;
}

/** Exponential, cut off where only one in some thirty is still to come. */
function daysIntoWave(share: number): number {
  const most = 1 - Math.exp(-WAVE_DAYS / DAYS_UNTIL_RARE);
  return Math.floor(-Math.log(1 - share * most) * DAYS_UNTIL_RARE);
}
