import { defineMessages } from '#ui/messages.ts';

/** Words of what is kept to be opened again. */
export const savedMessages = defineMessages({
  ja: {
    saved: '保存した表',
    hint: '表の選び方を保存します。センターの全員がこの一覧から開けます。数字はそのときの回答で数え直します。',
    name: '名前',
    save: 'いまの表を保存',
    none: 'まだ保存した表はありません',
    remove: '一覧から消す',
    removed: '「{title}」を一覧から消しました',
    done: '「{title}」を保存しました',
    close: '閉じる',
    failed: '保存できませんでした',
  },
  en: {
    saved: 'Saved tables',
    hint: 'Keeps how a table is chosen. Everybody in the centre can open it; figures are counted anew.',
    name: 'Name',
    save: 'Save this table',
    none: 'Nothing is saved yet',
    remove: 'Remove from the list',
    removed: 'Removed "{title}" from the list',
    done: 'Saved "{title}"',
    close: 'Close',
    failed: 'It could not be saved',
  },
});
