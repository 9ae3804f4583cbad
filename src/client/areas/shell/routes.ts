import { RefreshCw } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

/** What every person has: sync, settings, signing in. */
export const shellRoutes: RouteRecordRaw[] = [
  {
    path: '/sync',
    name: 'sync',
    component: () => import('./pages/SyncPage.vue'),
    meta: {
      title: { ja: '同期', en: 'Sync' },
      requires: 'sync.push',
      whileUnsent: true,
      navigation: { icon: RefreshCw, order: 40, bar: 'bottom' },
    },
  },
  {
    path: '/settings',
    name: 'settings',
    component: () => import('./pages/SettingsPage.vue'),
    meta: { title: { ja: '設定', en: 'Settings' } },
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./pages/SignInPage.vue'),
    meta: { title: { ja: 'サインイン', en: 'Sign in' }, public: true },
  },
  {
    path: '/link/:token',
    name: 'link',
    component: () => import('./pages/LinkPage.vue'),
    props: true,
    meta: { title: { ja: '利用の開始', en: 'Getting started' }, public: true },
  },
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('./pages/NotFoundPage.vue'),
    meta: { title: { ja: '見つかりません', en: 'Not found' } },
  },
];
