import { defineMessages } from '#ui/messages.ts';

export const exportLogMessages = defineMessages({
  ja: {
    title: '書き出しの記録',
    lead: 'だれが、いつ、どの集計やデータを端末の外へ持ち出したかの一覧です。書き直しや削除はできません。',
    back: '集計',
    none: '書き出しの記録はまだありません',
    noneText: '集計表やデータをファイルに書き出すか印刷すると、ここに残ります。',
    all: '全{n}、新しい順',
    more: 'さらに表示',
  },
  en: {
    title: 'Exports',
    lead: 'Who took which tables or data out of a device, and when. Nothing here is changed or deleted.',
    back: 'Tables',
    none: 'Nothing has been exported yet',
    noneText: 'Tables and data that are saved to a file or printed are listed here.',
    all: '{n} in all, the newest first',
    more: 'Show more',
  },
});
