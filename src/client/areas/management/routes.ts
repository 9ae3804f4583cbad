import { Compass } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

/** Whom the centre serves, what was decided, and what goes before a meeting. */
export const managementRoutes: RouteRecordRaw[] = [
  {
    path: '/management',
    name: 'management',
    component: () => import('./pages/ManagementPage.vue'),
    meta: {
      title: { ja: '支援の状況', en: 'Overview' },
      requires: 'management.see',
      navigation: { icon: Compass, order: 75, bar: 'side', under: ['/decisions', '/meetings'] },
    },
  },
  {
    path: '/management/behind/:figure',
    name: 'management-behind',
    component: () => import('./pages/BehindPage.vue'),
    props: true,
    meta: {
      title: { ja: '数字のもとになった企業', en: 'Companies behind a figure' },
      requires: 'management.see',
    },
  },
  {
    path: '/management/reach',
    name: 'management-reach',
    component: () => import('./pages/ReachPage.vue'),
    meta: { title: { ja: '訪問先の候補', en: 'Whom to visit' }, requires: 'management.see' },
  },
  {
    path: '/decisions',
    name: 'decisions',
    component: () => import('./pages/DecisionsPage.vue'),
    meta: { title: { ja: '決めたこと', en: 'Decisions' }, requires: 'sync.pull' },
  },
  {
    path: '/decisions/:id',
    name: 'decision',
    component: () => import('./pages/DecisionPage.vue'),
    props: true,
    meta: { title: { ja: '決めたこと', en: 'Decision' }, requires: 'sync.pull' },
  },
  {
    path: '/management/census',
    name: 'management-census',
    component: () => import('./pages/CensusPage.vue'),
    meta: { title: { ja: '事業所数', en: 'Establishment figures' }, requires: 'management.see' },
  },
  {
    path: '/management/themes',
    name: 'management-themes',
    component: () => import('./pages/ThemesPage.vue'),
    meta: { title: { ja: '勉強会のテーマ', en: 'Study themes' }, requires: 'management.see' },
  },
  {
    path: '/meetings',
    name: 'meetings',
    component: () => import('./pages/MeetingsPage.vue'),
    meta: { title: { ja: '会議の資料', en: 'Meeting packs' }, requires: 'sync.pull' },
  },
  {
    path: '/meetings/:id',
    name: 'meeting',
    component: () => import('./pages/MeetingPage.vue'),
    props: true,
    meta: { title: { ja: '会議の資料', en: 'Meeting pack' }, requires: 'sync.pull' },
  },
];
