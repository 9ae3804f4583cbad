import { nextTick } from 'vue';
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteLocationRaw,
  type RouteRecordRaw,
  type Router,
} from 'vue-router';
import type { Right } from '#domain/access/permissions.ts';
import { caseworkRoutes } from './areas/casework/routes.ts';
import { catalogueRoutes } from './areas/catalogue/routes.ts';
import { fieldRoutes } from './areas/field/routes.ts';
import { managementRoutes } from './areas/management/routes.ts';
import { officeRoutes } from './areas/office/routes.ts';
import { shellRoutes } from './areas/shell/routes.ts';
import { surveyRoutes } from './areas/survey/routes.ts';
import { tablesRoutes } from './areas/tables/routes.ts';
import { mayOpen } from './navigation/destinations.ts';

/** What the router asks about the person; the session store answers. */
export interface Access {
  /** Settles once it is known who works here and their database is open. */
  restored: Promise<void>;
  isSignedIn(): boolean;
  can(right: Right): boolean;
  /** Whether something that the person recorded waits unsent on this device. */
  hasUnsent(): Promise<boolean>;
  /** The person's role does not reach the page that was asked for: what they are shown instead would say nothing of it. */
  tellRefusal(): void;
}

/**
 * One entry per screen, declared in its area with its title, its right and its place in the
 * navigation. Route parameters reach the page as props of the same name. Today, to which most
 * starts lead, comes with the app; every other page is a chunk of its own, precached by the
 * service worker, so that it opens without a network too.
 */
export const routes: RouteRecordRaw[] = [
  ...fieldRoutes,
  ...surveyRoutes,
  ...caseworkRoutes,
  ...catalogueRoutes,
  ...tablesRoutes,
  ...managementRoutes,
  ...officeRoutes,
  ...shellRoutes,
];

/**
 * Where a person who may not see a page is sent instead; `true` lets them through.
 * Without a session that is the sign-in, which brings them back by `?next=`; with a role
 * that does not reach so far it is Today. `/sign-in` stays open to people who are signed
 * in, since an expired login is renewed there while recording goes on.
 */
export async function guard(
  to: {
    fullPath: string;
    meta: Pick<RouteLocationNormalized['meta'], 'public' | 'requires' | 'whileUnsent'>;
  },
  access: Omit<Access, 'restored' | 'tellRefusal'>,
): Promise<true | RouteLocationRaw> {
  if (to.meta.public) return true;
  if (!access.isSignedIn()) {
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
  }
  const isOpen = (hasUnsent: boolean): boolean => mayOpen(to.meta, access.can, hasUnsent);
  return isOpen(false) || (isOpen(true) && (await access.hasUnsent())) ? true : { name: 'today' };
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
    const way = await guard(to, access);
    if (way !== true && access.isSignedIn()) access.tellRefusal();
    return way;
  });
  router.afterEach((to, from, failure) => {
    // Neither the first page nor a change of the query alone is a new place to begin reading.
    if (!failure && from.matched.length > 0 && from.path !== to.path) void focusPageHeading();
  });
  return router;
}
