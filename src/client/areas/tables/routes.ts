import { ChartBarStacked } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

/** Tables of the survey’s answers. */
export const tablesRoutes: RouteRecordRaw[] = [
  {
    path: '/tables',
    name: 'tables',
    component: () => import('./pages/TablesPage.vue'),
    meta: {
      title: { ja: '集計', en: 'Tables' },
      requires: 'sync.pull',
      navigation: { icon: ChartBarStacked, order: 70, bar: 'side' },
    },
  },
  {
    path: '/tables/book',
    name: 'book',
    component: () => import('./pages/BookPage.vue'),
    meta: { title: { ja: '報告書をつくる', en: 'Make a report book' }, requires: 'record:exports' },
  },
  {
    path: '/tables/gap',
    name: 'gapMap',
    component: () => import('./pages/GapMapPage.vue'),
    meta: { title: { ja: 'ニーズと支援のギャップ', en: 'Needs and support' }, requires: 'sync.pull' },
  },
  {
    path: '/tables/weights',
    name: 'weights',
    component: () => import('./pages/WeightsPage.vue'),
    meta: { title: { ja: '重み付け', en: 'Weighting' }, requires: 'sync.pull' },
  },
  {
    path: '/tables/texts',
    name: 'texts',
    component: () => import('./pages/TextsPage.vue'),
    meta: { title: { ja: '自由記述', en: 'Answers in words' }, requires: 'sync.pull' },
  },
  {
    path: '/tables/exports',
    name: 'exports',
    component: () => import('./pages/ExportsPage.vue'),
    meta: { title: { ja: '書き出しの記録', en: 'Exports' }, requires: 'exports.see' },
  },
];
