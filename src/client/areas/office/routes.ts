import { FileUp, Inbox, Library, Smartphone, Users } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

/** People and their devices, lists of companies, and what others could not bring in themselves. */
export const officeRoutes: RouteRecordRaw[] = [
  {
    path: '/people',
    name: 'people',
    component: () => import('./pages/PeoplePage.vue'),
    meta: {
      title: { ja: '職員', en: 'People' },
      requires: 'people.manage',
      navigation: { icon: Users, order: 100, bar: 'side' },
    },
  },
  {
    path: '/inbox',
    name: 'inbox',
    component: () => import('./pages/InboxPage.vue'),
    meta: {
      title: { ja: '預かった記録', en: 'Records to take in' },
      requires: 'changes.importForOthers',
      navigation: { icon: Inbox, order: 95, bar: 'side', label: { ja: '預かった記録', en: 'Inbox' } },
    },
  },
  {
    path: '/devices',
    name: 'devices',
    component: () => import('./pages/DevicesPage.vue'),
    meta: {
      title: { ja: '端末の送信状況', en: 'Unsent on devices' },
      requires: 'devices.watch',
      navigation: { icon: Smartphone, order: 105, bar: 'side', label: { ja: '送信状況', en: 'Unsent' } },
    },
  },
  {
    path: '/sync/import',
    name: 'import-unsent',
    component: () => import('./pages/ImportUnsentPage.vue'),
    meta: { title: { ja: '記録の取り込み', en: 'Take in records' }, requires: 'sync.push' },
  },
  {
    path: '/import',
    name: 'import',
    component: () => import('./pages/ImportPage.vue'),
    meta: {
      title: { ja: '取り込み', en: 'Import' },
      requires: 'accounts.import',
      navigation: { icon: FileUp, order: 110, bar: 'side' },
    },
  },
  {
    path: '/accounts/proposals',
    name: 'merge-proposals',
    component: () => import('./pages/MergeProposalsPage.vue'),
    meta: {
      title: { ja: '同じ企業かもしれない記録', en: 'Possibly one company' },
      requires: 'accounts.import',
    },
  },
  {
    path: '/accounts/register',
    name: 'corporate-register',
    component: () => import('./pages/RegisterPage.vue'),
    meta: {
      title: { ja: '法人番号の変更情報', en: 'Register of corporations' },
      requires: 'accounts.import',
    },
  },
  {
    path: '/frames',
    name: 'frames',
    component: () => import('./pages/FramesPage.vue'),
    meta: {
      title: { ja: '調査の名簿', en: 'Lists for surveys' },
      requires: 'surveys.edit',
      navigation: { icon: Library, order: 65, bar: 'side', label: { ja: '名簿', en: 'Lists' } },
    },
  },
  {
    path: '/frames/new',
    name: 'frame-new',
    component: () => import('./pages/FrameImportPage.vue'),
    meta: { title: { ja: '名簿の取り込み', en: 'Import a list' }, requires: 'surveys.edit' },
  },
  {
    path: '/frames/:id',
    name: 'frame',
    component: () => import('./pages/FramePage.vue'),
    props: true,
    meta: { title: { ja: '調査の名簿', en: 'List for surveys' }, requires: 'surveys.edit' },
  },
  {
    path: '/frames/:id/import',
    name: 'frame-import',
    component: () => import('./pages/FrameImportPage.vue'),
    props: true,
    meta: { title: { ja: '名簿の取り込み', en: 'Import a list' }, requires: 'surveys.edit' },
  },
];
