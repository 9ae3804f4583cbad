import { HandHelping } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';
import { withRecordId } from '#client/navigation/with-record-id.ts';

/** Requests for support and what becomes of them. */
export const caseworkRoutes: RouteRecordRaw[] = [
  {
    path: '/leads',
    name: 'leads',
    component: () => import('./pages/LeadsPage.vue'),
    meta: {
      title: { ja: '新規相談', en: 'Leads' },
      requires: 'sync.pull',
      navigation: { icon: HandHelping, order: 50, bar: 'side' },
    },
  },
  {
    path: '/leads/new',
    name: 'lead-new',
    component: () => import('./pages/LeadNewPage.vue'),
    beforeEnter: withRecordId,
    meta: { title: { ja: '新規相談', en: 'New lead' }, requires: 'record:leads', fullScreen: true },
  },
  {
    path: '/leads/assign',
    name: 'leads-assign',
    component: () => import('./pages/AssignLeadsPage.vue'),
    meta: { title: { ja: 'まとめて担当を決める', en: 'Assign several' }, requires: 'record:leads' },
  },
  {
    path: '/tasks/left',
    name: 'tasks-left',
    component: () => import('./pages/LeftTasksPage.vue'),
    meta: { title: { ja: '期間を過ぎたやること', en: 'Not done in time' }, requires: 'sync.pull' },
  },
  {
    path: '/people/:id/hand-over',
    name: 'hand-over',
    component: () => import('./pages/HandOverPage.vue'),
    props: true,
    meta: { title: { ja: '引き継ぎ', en: 'Handing over' }, requires: 'people.manage' },
  },
  {
    path: '/leads/:id',
    name: 'lead',
    component: () => import('./pages/LeadPage.vue'),
    props: true,
    meta: { title: { ja: '新規相談', en: 'Lead' }, requires: 'sync.pull' },
  },
  {
    path: '/leads/:id/consents',
    name: 'lead-consents',
    component: () => import('./pages/ConsentRecordPage.vue'),
    props: ({ params }) => ({ leadId: params['id'] }),
    meta: { title: { ja: '同意と提供の記録', en: 'Consents and hand-overs' }, requires: 'sync.pull' },
  },
  {
    path: '/accounts/:id/consents',
    name: 'account-consents',
    component: () => import('./pages/ConsentRecordPage.vue'),
    props: ({ params }) => ({ accountId: params['id'] }),
    meta: { title: { ja: '同意と提供の記録', en: 'Consents and hand-overs' }, requires: 'sync.pull' },
  },
  {
    path: '/referrals',
    name: 'referrals',
    component: () => import('./pages/ReferralsPage.vue'),
    meta: { title: { ja: '案件の繋ぎ', en: 'Referrals' }, requires: 'sync.pull' },
  },
  {
    path: '/referrals/new',
    name: 'referral-new',
    component: () => import('./pages/ReferralNewPage.vue'),
    beforeEnter: withRecordId,
    meta: {
      title: { ja: '支援機関へ繋ぐ', en: 'Refer to an institution' },
      requires: 'record:referrals',
      fullScreen: true,
    },
  },
  {
    path: '/referrals/:id',
    name: 'referral',
    component: () => import('./pages/ReferralPage.vue'),
    props: true,
    meta: { title: { ja: '案件の繋ぎ', en: 'Referral' }, requires: 'sync.pull' },
  },
  {
    path: '/referred/:id',
    name: 'referred',
    component: () => import('./pages/ReferredPage.vue'),
    props: true,
    meta: { title: { ja: '引き継がれた相談', en: 'A case for you' }, requires: 'referrals.answer' },
  },
  {
    path: '/partners',
    name: 'partners',
    component: () => import('./pages/PartnersPage.vue'),
    meta: { title: { ja: '連携機関', en: 'Partners' }, requires: 'sync.pull' },
  },
];
