import { Building2, CalendarCheck } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { withRecordId } from '#client/navigation/with-record-id.ts';
import { useAgendaAhead } from './features/today/agenda.ts';

/** Today, companies and visits. */
export const fieldRoutes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'today',
    component: () => import('./pages/TodayPage.vue'),
    beforeEnter: () => useAgendaAhead().begin(tokyoDate(new Date().toISOString())),
    meta: {
      title: { ja: '今日', en: 'Today' },
      navigation: { icon: CalendarCheck, order: 10, bar: 'bottom', under: ['/visits', '/week', '/referred'] },
    },
  },
  {
    path: '/week',
    name: 'week',
    component: () => import('./pages/WeekPage.vue'),
    meta: { title: { ja: '週の予定と記録', en: 'The week' }, requires: 'sync.pull' },
  },
  {
    path: '/accounts',
    name: 'accounts',
    component: () => import('./pages/AccountsPage.vue'),
    meta: {
      title: { ja: '企業', en: 'Companies' },
      requires: 'sync.pull',
      navigation: { icon: Building2, order: 20, bar: 'bottom', under: ['/responses'] },
    },
  },
  {
    path: '/accounts/new',
    name: 'account-new',
    component: () => import('./pages/AccountNewPage.vue'),
    beforeEnter: withRecordId,
    meta: { title: { ja: '企業を登録', en: 'New company' }, requires: 'record:accounts' },
  },
  {
    path: '/accounts/:id',
    name: 'account',
    component: () => import('./pages/AccountPage.vue'),
    props: true,
    meta: { title: { ja: '企業', en: 'Company' }, requires: 'sync.pull' },
  },
  {
    path: '/accounts/:id/merge/:otherId',
    name: 'account-merge',
    component: () => import('./pages/MergePage.vue'),
    props: true,
    meta: { title: { ja: '記録をまとめる', en: 'Join records' }, requires: 'record:accounts' },
  },
  {
    path: '/accounts/:id/part',
    name: 'account-part',
    component: () => import('./pages/PartPage.vue'),
    props: true,
    meta: { title: { ja: '別の企業に戻す', en: 'Part records' }, requires: 'record:accounts' },
  },
  {
    path: '/visits/:id/sheet',
    name: 'visit-sheet',
    component: () => import('./pages/VisitSheetsPage.vue'),
    props: true,
    meta: { title: { ja: '面談シート', en: 'Interview sheet' }, requires: 'sync.pull' },
  },
  {
    path: '/visits/:id/report',
    name: 'visit-report',
    component: () => import('./pages/VisitReportPage.vue'),
    props: true,
    meta: { title: { ja: '訪問記録', en: 'Visit report' }, requires: 'sync.pull' },
  },
  {
    path: '/week/:day/sheets',
    name: 'day-sheets',
    component: () => import('./pages/VisitSheetsPage.vue'),
    props: true,
    meta: { title: { ja: '一日の訪問', en: 'Visits of a day' }, requires: 'sync.pull' },
  },
  {
    path: '/visits/:id',
    name: 'visit',
    component: () => import('./pages/VisitPage.vue'),
    props: true,
    meta: { title: { ja: '訪問', en: 'Visit' }, requires: 'sync.pull' },
  },
];
