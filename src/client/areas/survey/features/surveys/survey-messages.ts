import { tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { SURVEY_STATE_WORDS } from '#domain/fieldwork/survey-state.ts';
import { formatDate } from '#ui/format.ts';
import { defineMessages, language, messagesOf } from '#ui/messages.ts';

const states = messagesOf(SURVEY_STATE_WORDS);

/** Words that the screens of surveys share. */
export const surveyMessages = defineMessages({
  ja: {
    ...states.ja,
    surveys: '調査',
    code: 'コード',
    qr: 'QRコード',
    showQr: 'QRを大きく見せる',
    share: '共有する',
    print: '印刷する',
    close: '閉じる',
  },
  en: {
    ...states.en,
    surveys: 'Surveys',
    code: 'Code',
    qr: 'QR code',
    showQr: 'Show a large QR code',
    share: 'Share',
    print: 'Print',
    close: 'Close',
  },
});

/** A survey's period: 「11月1日（日）〜12月20日（日）」, `from Sun 1 Nov` where it has no end. */
export function formatPeriod(
  { startsOn, endsOn }: { startsOn: PlainDate; endsOn: PlainDate | null },
  now: Instant,
): string {
  const today = tokyoDate(now);
  const isJapanese = language.value === 'ja';
  const start = formatDate(startsOn, today);
  if (endsOn === null) return isJapanese ? `${start}から` : `from ${start}`;
  const end = formatDate(endsOn, today);
  return isJapanese ? `${start}〜${end}` : `${start} – ${end}`;
}
