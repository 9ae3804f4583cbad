import { Landmark, NotebookPen, TrendingUp } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

/** Programmes, their figures over the years, and the upkeep of both. */
export const catalogueRoutes: RouteRecordRaw[] = [
  {
    path: '/programmes',
    name: 'programmes',
    component: () => import('./pages/ProgrammesPage.vue'),
    meta: {
      title: { ja: '施策', en: 'Programmes' },
      requires: 'documents.read',
      navigation: { icon: Landmark, order: 30, bar: 'bottom' },
    },
  },
  {
    path: '/programmes/compare',
    name: 'programmes-compare',
    component: () => import('./pages/ComparePage.vue'),
    meta: { title: { ja: '施策を比べる', en: 'Compare programmes' }, requires: 'documents.read' },
  },
  {
    path: '/programmes/:key',
    name: 'programme',
    component: () => import('./pages/ProgrammePage.vue'),
    props: true,
    meta: { title: { ja: '施策', en: 'Programme' }, requires: 'documents.read' },
  },
  {
    path: '/handout',
    name: 'handout',
    component: () => import('./pages/HandoutPage.vue'),
    meta: { title: { ja: '会社への説明書', en: 'Programmes for a company' }, requires: 'documents.read' },
  },
  {
    path: '/trends',
    name: 'trends',
    component: () => import('./pages/TrendsPage.vue'),
    meta: {
      title: { ja: '施策の推移', en: 'Programme trends' },
      requires: 'documents.read',
      navigation: { icon: TrendingUp, order: 80, bar: 'side' },
    },
  },
  {
    path: '/upkeep',
    name: 'upkeep',
    component: () => import('./pages/UpkeepPage.vue'),
    meta: {
      title: { ja: '施策の管理', en: 'Catalogue upkeep' },
      requires: 'catalogue.edit',
      navigation: { icon: NotebookPen, order: 90, bar: 'side', label: { ja: '施策の管理', en: 'Upkeep' } },
    },
  },
  {
    path: '/upkeep/issue-links',
    name: 'upkeep-links',
    component: () => import('./pages/IssueLinksPage.vue'),
    meta: { title: { ja: '課題と施策のつながり', en: 'Issues and programmes' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/problem-words',
    name: 'upkeep-words',
    component: () => import('./pages/ProblemWordsPage.vue'),
    meta: { title: { ja: '困りごとの言葉', en: 'Words for problems' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/report',
    name: 'upkeep-report',
    component: () => import('./pages/UpkeepReportPage.vue'),
    meta: { title: { ja: '年次報告の取り込み', en: 'Import an annual report' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})',
    name: 'upkeep-edition',
    component: () => import('./pages/UpkeepEditionPage.vue'),
    props: true,
    meta: { title: { ja: '年度版', en: 'Edition' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})/import',
    name: 'upkeep-import',
    component: () => import('./pages/UpkeepImportPage.vue'),
    props: true,
    meta: { title: { ja: '施策の取り込み', en: 'Import programmes' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})/outline',
    name: 'upkeep-outline',
    component: () => import('./pages/UpkeepOutlinePage.vue'),
    props: true,
    meta: { title: { ja: '基本方針と施策の柱', en: 'Policies and pillars' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})/new-programme',
    name: 'upkeep-programme-new',
    component: () => import('./pages/UpkeepProgrammePage.vue'),
    props: true,
    meta: { title: { ja: '施策を追加', en: 'New programme' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})/programmes/:programmeKey',
    name: 'upkeep-programme',
    component: () => import('./pages/UpkeepProgrammePage.vue'),
    props: true,
    meta: { title: { ja: '施策の編集', en: 'Edit a programme' }, requires: 'catalogue.edit' },
  },
];
