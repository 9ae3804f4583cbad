import { tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { formatDate } from '#ui/format.ts';
import { defineMessages, language } from '#ui/messages.ts';

/** Words that the screens of surveys share. */
export const surveyMessages = defineMessages({
  ja: {
    surveys: '調査',
    code: 'コード',
    qr: 'QRコード',
    showQr: 'QRを大きく見せる',
    share: '共有する',
    print: '印刷する',
    close: '閉じる',
    notYetOpen: '開始前',
    open: '受付中',
    expired: '期間終了',
    closed: '締切',
  },
  en: {
    surveys: 'Surveys',
    code: 'Code',
    qr: 'QR code',
    showQr: 'Show a large QR code',
    share: 'Share',
    print: 'Print',
    close: 'Close',
    notYetOpen: 'Not begun',
    open: 'Open',
    expired: 'Period over',
    closed: 'Closed',
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
