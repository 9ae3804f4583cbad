import { nextTick } from 'vue';
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteLocationRaw,
  type RouteRecordRaw,
  type Router,
} from 'vue-router';
import type { Action } from '#domain/access/permissions.ts';
import { tokyoDate } from '#domain/canonical/dates.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { useAgendaAhead } from './areas/field/features/today/agenda.ts';
import TodayPage from './areas/field/pages/TodayPage.vue';
import { newId } from './records/workspace.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name in the window's title. */
    title: LocalisedText;
    /** Shown to people who have not signed in, without the navigation. */
    public?: boolean;
    /** A task that fills the phone: the bottom bar steps aside. */
    fullScreen?: boolean;
    /** What the person's role must allow. */
    requires?: Action;
    /** Also open to a role without that, as long as something recorded waits unsent on the device. */
    whileUnsent?: true;
  }
}

/** What the router asks about the person; the session store answers. */
export interface Access {
  /** Settles once it is known who works here and their database is open. */
  restored: Promise<void>;
  isSignedIn(): boolean;
  can(action: Action): boolean;
  /** Whether something that the person recorded waits unsent on this device. */
  hasUnsent(): Promise<boolean>;
}

/**
 * One entry per screen. Route parameters reach the page as props of the same name.
 * Today, to which most starts lead, comes with the app; every other page is a chunk of
 * its own, precached by the service worker, so that it opens without a network too.
 */
export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'today',
    component: TodayPage,
    beforeEnter: () => useAgendaAhead().begin(tokyoDate(new Date().toISOString())),
    meta: { title: { ja: '今日', en: 'Today' } },
  },
  {
    path: '/accounts',
    name: 'accounts',
    component: () => import('./areas/field/pages/AccountsPage.vue'),
    meta: { title: { ja: '企業', en: 'Companies' }, requires: 'sync.pull' },
  },
  {
    path: '/accounts/new',
    name: 'account-new',
    component: () => import('./areas/field/pages/AccountNewPage.vue'),
    beforeEnter: withRecordId,
    meta: { title: { ja: '企業を登録', en: 'New company' }, requires: 'sync.push' },
  },
  {
    path: '/accounts/:id',
    name: 'account',
    component: () => import('./areas/field/pages/AccountPage.vue'),
    props: true,
    meta: { title: { ja: '企業', en: 'Company' }, requires: 'sync.pull' },
  },
  {
    path: '/visits/:id',
    name: 'visit',
    component: () => import('./areas/field/pages/VisitPage.vue'),
    props: true,
    meta: { title: { ja: '訪問', en: 'Visit' }, requires: 'sync.pull' },
  },
  {
    path: '/visits/:id/interview',
    name: 'interview',
    component: () => import('./areas/survey/pages/InterviewPage.vue'),
    props: true,
    meta: { title: { ja: '聞き取り', en: 'Interview' }, requires: 'sync.push', fullScreen: true },
  },
  {
    path: '/practice',
    name: 'practice',
    component: () => import('./areas/survey/pages/InterviewPracticePage.vue'),
    meta: {
      title: { ja: '聞き取りの練習', en: 'Practise the interview' },
      requires: 'sync.push',
      fullScreen: true,
    },
  },
  {
    path: '/leads',
    name: 'leads',
    component: () => import('./areas/casework/pages/LeadsPage.vue'),
    meta: { title: { ja: '新規相談', en: 'Leads' }, requires: 'sync.pull' },
  },
  {
    path: '/leads/new',
    name: 'lead-new',
    component: () => import('./areas/casework/pages/LeadNewPage.vue'),
    beforeEnter: withRecordId,
    meta: { title: { ja: '新規相談', en: 'New lead' }, requires: 'sync.push', fullScreen: true },
  },
  {
    path: '/leads/:id',
    name: 'lead',
    component: () => import('./areas/casework/pages/LeadPage.vue'),
    props: true,
    meta: { title: { ja: '新規相談', en: 'Lead' }, requires: 'sync.pull' },
  },
  {
    path: '/programmes',
    name: 'programmes',
    component: () => import('./areas/catalogue/pages/ProgrammesPage.vue'),
    meta: { title: { ja: '施策', en: 'Programmes' }, requires: 'documents.read' },
  },
  {
    path: '/programmes/compare',
    name: 'programmes-compare',
    component: () => import('./areas/catalogue/pages/ComparePage.vue'),
    meta: { title: { ja: '施策を比べる', en: 'Compare programmes' }, requires: 'documents.read' },
  },
  {
    path: '/programmes/:key',
    name: 'programme',
    component: () => import('./areas/catalogue/pages/ProgrammePage.vue'),
    props: true,
    meta: { title: { ja: '施策', en: 'Programme' }, requires: 'documents.read' },
  },
  {
    path: '/sync',
    name: 'sync',
    component: () => import('./areas/shell/pages/SyncPage.vue'),
    meta: { title: { ja: '同期', en: 'Sync' }, requires: 'sync.push', whileUnsent: true },
  },
  {
    path: '/responses/:id',
    name: 'response',
    component: () => import('./areas/survey/pages/ResponsePage.vue'),
    props: true,
    meta: { title: { ja: '回答票', en: 'Response' }, requires: 'sync.pull' },
  },
  {
    path: '/surveys',
    name: 'surveys',
    component: () => import('./areas/survey/pages/SurveysPage.vue'),
    meta: { title: { ja: '調査', en: 'Surveys' }, requires: 'surveys.read' },
  },
  {
    path: '/surveys/:id',
    name: 'survey',
    component: () => import('./areas/survey/pages/SurveyPage.vue'),
    props: true,
    meta: { title: { ja: '調査', en: 'Survey' }, requires: 'surveys.read' },
  },
  {
    path: '/surveys/:id/duplicates',
    name: 'survey-duplicates',
    component: () => import('./areas/survey/pages/DuplicatesPage.vue'),
    props: true,
    meta: { title: { ja: '重複した回答', en: 'Duplicate responses' }, requires: 'responses.settle' },
  },
  {
    path: '/surveys/:id/unassigned',
    name: 'survey-unassigned',
    component: () => import('./areas/survey/pages/UnassignedResponsesPage.vue'),
    props: true,
    meta: {
      title: { ja: '企業の分からない回答', en: 'Responses without a company' },
      requires: 'responses.settle',
    },
  },
  {
    path: '/surveys/:id/units',
    name: 'survey-units',
    component: () => import('./areas/survey/pages/SurveyUnitsPage.vue'),
    props: true,
    meta: { title: { ja: '対象企業', en: 'Companies asked' }, requires: 'invitations.issue' },
  },
  {
    path: '/tables',
    name: 'tables',
    component: () => import('./areas/tables/pages/TablesPage.vue'),
    meta: { title: { ja: '集計', en: 'Tables' }, requires: 'sync.pull' },
  },
  {
    path: '/trends',
    name: 'trends',
    component: () => import('./areas/catalogue/pages/TrendsPage.vue'),
    meta: { title: { ja: '推移', en: 'Trends' }, requires: 'documents.read' },
  },
  {
    path: '/people',
    name: 'people',
    component: () => import('./areas/office/pages/PeoplePage.vue'),
    meta: { title: { ja: '職員', en: 'People' }, requires: 'people.manage' },
  },
  {
    path: '/import',
    name: 'import',
    component: () => import('./areas/office/pages/ImportPage.vue'),
    meta: { title: { ja: '取り込み', en: 'Import' }, requires: 'accounts.import' },
  },
  {
    path: '/upkeep',
    name: 'upkeep',
    component: () => import('./areas/catalogue/pages/UpkeepPage.vue'),
    meta: { title: { ja: '施策の管理', en: 'Catalogue upkeep' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/issue-links',
    name: 'upkeep-links',
    component: () => import('./areas/catalogue/pages/IssueLinksPage.vue'),
    meta: { title: { ja: '課題と施策のつながり', en: 'Issues and programmes' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/report',
    name: 'upkeep-report',
    component: () => import('./areas/catalogue/pages/UpkeepReportPage.vue'),
    meta: { title: { ja: '年次報告の取り込み', en: 'Import an annual report' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})',
    name: 'upkeep-edition',
    component: () => import('./areas/catalogue/pages/UpkeepEditionPage.vue'),
    props: true,
    meta: { title: { ja: '年度版', en: 'Edition' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})/import',
    name: 'upkeep-import',
    component: () => import('./areas/catalogue/pages/UpkeepImportPage.vue'),
    props: true,
    meta: { title: { ja: '施策の取り込み', en: 'Import programmes' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})/outline',
    name: 'upkeep-outline',
    component: () => import('./areas/catalogue/pages/UpkeepOutlinePage.vue'),
    props: true,
    meta: { title: { ja: '基本方針と施策の柱', en: 'Policies and pillars' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})/new-programme',
    name: 'upkeep-programme-new',
    component: () => import('./areas/catalogue/pages/UpkeepProgrammePage.vue'),
    props: true,
    meta: { title: { ja: '施策を追加', en: 'New programme' }, requires: 'catalogue.edit' },
  },
  {
    path: '/upkeep/:year(\\d{4})/programmes/:programmeKey',
    name: 'upkeep-programme',
    component: () => import('./areas/catalogue/pages/UpkeepProgrammePage.vue'),
    props: true,
    meta: { title: { ja: '施策の編集', en: 'Edit a programme' }, requires: 'catalogue.edit' },
  },
  {
    path: '/settings',
    name: 'settings',
    component: () => import('./areas/shell/pages/SettingsPage.vue'),
    meta: { title: { ja: '設定', en: 'Settings' } },
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./areas/shell/pages/SignInPage.vue'),
    meta: { title: { ja: 'サインイン', en: 'Sign in' }, public: true },
  },
  {
    path: '/link/:token',
    name: 'link',
    component: () => import('./areas/shell/pages/LinkPage.vue'),
    props: true,
    meta: { title: { ja: '利用の開始', en: 'Getting started' }, public: true },
  },
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('./areas/shell/pages/NotFoundPage.vue'),
    meta: { title: { ja: '見つかりません', en: 'Not found' } },
  },
];

/**
 * Where a person who may not see a page is sent instead; `true` lets them through.
 * Without a session that is the sign-in, which brings them back by `?next=`; with a role
 * that does not reach so far it is Today. `/sign-in` stays open to people who are signed
 * in, since an expired login is renewed there while recording goes on.
 */
export async function guard(
  to: { fullPath: string; meta: { public?: boolean; requires?: Action; whileUnsent?: true } },
  access: Omit<Access, 'restored'>,
): Promise<true | RouteLocationRaw> {
  if (to.meta.public) return true;
  if (!access.isSignedIn()) {
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
  }
  if (!to.meta.requires || access.can(to.meta.requires)) return true;
  if (to.meta.whileUnsent && (await access.hasUnsent())) return true;
  return { name: 'today' };
}

/**
 * A page that makes a record has its id in the address before anything is typed, so that
 * a reload at any moment goes on with the same record.
 */
function withRecordId({ path, query }: RouteLocationNormalized): true | RouteLocationRaw {
  return typeof query['id'] === 'string' && query['id'] !== ''
    ? true
    : { path, query: { ...query, id: newId() } };
}

/** Moves the reading position to the new page's heading, so that a screen reader begins there. */
async function focusPageHeading(): Promise<void> {
  await nextTick();
  const target =
    document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  target?.focus({ preventScroll: true });
}

/** The app's router, under the base address of the build (`/app/`). */
export function createAppRouter(access: Access): Router {
  const router = createRouter({
    history: createWebHistory(import.meta.env.BASE_URL),
    routes,
    scrollBehavior: (to, from, savedPosition) => {
      if (savedPosition) return savedPosition;
      if (to.hash) return { el: to.hash };
      // A choice that the query keeps changes the page under the person's finger: it must not jump away.
      return to.path === from.path ? false : { top: 0 };
    },
  });
  router.beforeEach(async (to) => {
    await access.restored;
    return guard(to, access);
  });
  router.afterEach((to, from, failure) => {
    // Neither the first page nor a change of the query alone is a new place to begin reading.
    if (!failure && from.matched.length > 0 && from.path !== to.path) void focusPageHeading();
  });
  return router;
}
