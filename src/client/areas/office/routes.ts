import { FileUp, Users } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

/** People and lists of companies. */
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
    path: '/import',
    name: 'import',
    component: () => import('./pages/ImportPage.vue'),
    meta: {
      title: { ja: '取り込み', en: 'Import' },
      requires: 'accounts.import',
      navigation: { icon: FileUp, order: 110, bar: 'side' },
    },
  },
];
