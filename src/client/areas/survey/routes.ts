import { ClipboardList } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

/** Interviews, responses and surveys. */
export const surveyRoutes: RouteRecordRaw[] = [
  {
    path: '/visits/:id/interview',
    name: 'interview',
    component: () => import('./pages/InterviewPage.vue'),
    props: true,
    meta: { title: { ja: '聞き取り', en: 'Interview' }, requires: 'record:responses', fullScreen: true },
  },
  {
    path: '/visits/:id/supplement/:response',
    name: 'supplement',
    component: () => import('./pages/SupplementPage.vue'),
    props: true,
    meta: {
      title: { ja: '回答の確認と補足', en: 'Review and add' },
      requires: 'record:responses',
      fullScreen: true,
    },
  },
  {
    path: '/practice',
    name: 'practice',
    component: () => import('./pages/InterviewPracticePage.vue'),
    meta: {
      title: { ja: '聞き取りの練習', en: 'Practise the interview' },
      requires: 'record:responses',
      fullScreen: true,
    },
  },
  {
    path: '/responses/:id',
    name: 'response',
    component: () => import('./pages/ResponsePage.vue'),
    props: true,
    meta: { title: { ja: '回答票', en: 'Response' }, requires: 'sync.pull' },
  },
  {
    path: '/surveys',
    name: 'surveys',
    component: () => import('./pages/SurveysPage.vue'),
    meta: {
      title: { ja: '調査', en: 'Surveys' },
      requires: 'surveys.read',
      navigation: { icon: ClipboardList, order: 60, bar: 'side' },
    },
  },
  {
    path: '/surveys/:id',
    name: 'survey',
    component: () => import('./pages/SurveyPage.vue'),
    props: true,
    meta: { title: { ja: '調査', en: 'Survey' }, requires: 'surveys.read' },
  },
  {
    path: '/surveys/:id/duplicates',
    name: 'survey-duplicates',
    component: () => import('./pages/DuplicatesPage.vue'),
    props: true,
    meta: { title: { ja: '重複した回答', en: 'Duplicate responses' }, requires: 'responses.settle' },
  },
  {
    path: '/surveys/:id/unassigned',
    name: 'survey-unassigned',
    component: () => import('./pages/UnassignedResponsesPage.vue'),
    props: true,
    meta: {
      title: { ja: '企業の分からない回答', en: 'Responses without a company' },
      requires: 'responses.settle',
    },
  },
  {
    path: '/surveys/:id/letters',
    name: 'survey-letters',
    component: () => import('./pages/SurveyLettersPage.vue'),
    props: true,
    meta: { title: { ja: '手紙の文面', en: 'Texts of the letters' }, requires: 'surveys.edit' },
  },
  {
    path: '/surveys/:id/lots',
    name: 'survey-lots',
    component: () => import('./pages/SurveyLotsPage.vue'),
    props: true,
    meta: { title: { ja: '手紙の発送', en: 'Sending letters' }, requires: 'surveys.edit' },
  },
  {
    path: '/surveys/:id/arrivals',
    name: 'survey-arrivals',
    component: () => import('./pages/SurveyArrivalsPage.vue'),
    props: true,
    meta: { title: { ja: '届いた郵便', en: 'What has come in' }, requires: 'surveys.edit' },
  },
  {
    path: '/surveys/:id/dispositions',
    name: 'survey-dispositions',
    component: () => import('./pages/SurveyDispositionsPage.vue'),
    props: true,
    meta: { title: { ja: '結果の一括記録', en: 'Results from a list' }, requires: 'surveys.edit' },
  },
  {
    path: '/surveys/:id/returns',
    name: 'survey-returns',
    component: () => import('./pages/SurveyReturnsPage.vue'),
    props: true,
    meta: { title: { ja: '回収の分析', en: 'Returns' }, requires: 'surveys.read' },
  },
  {
    path: '/surveys/:id/sample',
    name: 'survey-sample',
    component: () => import('./pages/SurveySamplePage.vue'),
    props: true,
    meta: { title: { ja: '標本の抽出', en: 'Draw the sample' }, requires: 'surveys.edit' },
  },
  {
    path: '/surveys/:id/units',
    name: 'survey-units',
    component: () => import('./pages/SurveyUnitsPage.vue'),
    props: true,
    meta: { title: { ja: '対象企業', en: 'Companies asked' }, requires: 'invitations.issue' },
  },
];
