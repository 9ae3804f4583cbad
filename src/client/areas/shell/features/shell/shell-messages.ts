import { defineMessages } from '#ui/messages.ts';

/** Words of the navigation and of the frame around the pages. */
export const shellMessages = defineMessages({
  ja: {
    brand: 'Banso 伴走',
    navigation: '主な画面',
    skip: '本文へ進む',
    today: '今日',
    accounts: '企業',
    programmes: '施策',
    sync: '同期',
    leads: '新規相談',
    surveys: '調査',
    tables: '集計',
    trends: '推移',
    upkeep: '施策の管理',
    people: '職員',
    import: '取り込み',
    settings: '設定',
    unsent: '未送信 {n}件',
    attention: '要確認 {n}件',
  },
  en: {
    brand: 'Banso',
    navigation: 'Main screens',
    skip: 'Skip to content',
    today: 'Today',
    accounts: 'Companies',
    programmes: 'Programmes',
    sync: 'Sync',
    leads: 'Leads',
    surveys: 'Surveys',
    tables: 'Tables',
    trends: 'Trends',
    upkeep: 'Upkeep',
    people: 'People',
    import: 'Import',
    settings: 'Settings',
    unsent: '{n} unsent',
    attention: '{n} to check',
  },
});
export type ShellKey = keyof (typeof shellMessages)['ja'];
