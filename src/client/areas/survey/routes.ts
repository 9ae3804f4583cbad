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
    path: '/surveys/:id/returns',
    name: 'survey-returns',
    component: () => import('./pages/SurveyReturnsPage.vue'),
    props: true,
    meta: { title: { ja: '回収の分析', en: 'Returns' }, requires: 'surveys.read' },
  },
  {
    path: '/surveys/:id/paper',
    name: 'survey-paper',
    component: () => import('./pages/PaperPage.vue'),
    props: true,
    meta: { title: { ja: '紙の調査票', en: 'Paper questionnaire' }, requires: 'responses.settle' },
  },
  {
    path: '/surveys/:id/keying',
    name: 'survey-keying',
    component: () => import('./pages/KeyingPage.vue'),
    props: true,
    meta: { title: { ja: '紙の回答の入力', en: 'Keying of paper' }, requires: 'responses.settle' },
  },
  {
    path: '/surveys/:id/keying/settle',
    name: 'survey-keying-settle',
    component: () => import('./pages/KeyingSettlePage.vue'),
    props: true,
    meta: { title: { ja: '食い違いを紙で決める', en: 'Settle differences' }, requires: 'responses.settle' },
  },
  {
    path: '/surveys/:id/keying/quality',
    name: 'survey-keying-quality',
    component: () => import('./pages/KeyingQualityPage.vue'),
    props: true,
    meta: { title: { ja: '入力の正確さ', en: 'Accuracy of keying' }, requires: 'responses.settle' },
  },
  {
    path: '/surveys/:id/keying/:entry',
    name: 'survey-keying-sheet',
    component: () => import('./pages/KeyingSheetPage.vue'),
    props: true,
    meta: { title: { ja: '票の入力', en: 'Keying a sheet' }, requires: 'responses.settle' },
  },
  {
    path: '/surveys/:id/units',
    name: 'survey-units',
    component: () => import('./pages/SurveyUnitsPage.vue'),
    props: true,
    meta: { title: { ja: '対象企業', en: 'Companies asked' }, requires: 'invitations.issue' },
  },
];
