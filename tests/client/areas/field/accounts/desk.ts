import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter, type RouteRecordRaw, type Router } from 'vue-router';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import { routes } from '#client/router.ts';
import { closeWorkspace, openWorkspace, type Session, type Workspace } from '#client/records/workspace.ts';
import type { Role } from '#domain/access/permissions.ts';
import type { Collection } from '#domain/records/collections.ts';

const sessionOf = (role: Role): Session => ({
  user: { id: 'sato', name: '佐藤 美咲', email: 'sato@example.jp', role, language: 'ja' },
  centre: { id: 'centre', name: '支援センター' },
});

/** The app's addresses; a test mounts the one page it is about by itself. */
const namedPlaces = routes.map(
  ({ path, name, beforeEnter }) =>
    ({ path, name, beforeEnter, component: { render: () => null } }) as RouteRecordRaw,
);

/** One person's device with a page open on it. */
export interface Desk {
  workspace: Workspace;
  router: Router;
  open: (component: Component, address: string, props?: Record<string, unknown>) => Promise<VueWrapper>;
  /** What waits to be sent from a collection, oldest first. */
  outbox: (collection: Collection) => Promise<{ recordId: string; fields: Record<string, unknown> }[]>;
  close: () => Promise<void>;
}

/** Sets up a device with an empty database. */
export async function openDesk(role: Role = 'coordinator'): Promise<Desk> {
  const session = sessionOf(role);
  const workspace = await openWorkspace(session);
  const router = createRouter({ history: createMemoryHistory(), routes: namedPlaces });
  const open: VueWrapper[] = [];
  return {
    workspace,
    router,
    async open(component, address, props = {}) {
      const pinia = createPinia();
      // As in the app, stores can be used on the way to the page.
      setActivePinia(pinia);
      useSessionStore().session = session;
      await router.push(address);
      const page = mount(component, { props, attachTo: document.body, global: { plugins: [pinia, router] } });
      open.push(page);
      return page;
    },
    async outbox(collection) {
      const entries = await workspace.db.outbox.orderBy('deviceSeq').toArray();
      return entries
        .filter(({ change }) => change.collection === collection)
        .map(({ recordId, change }) => ({ recordId, fields: change.fields }));
    },
    async close() {
      for (const page of open) page.unmount();
      // What a page puts in order as it is left is still being written.
      const written = await workspace.db.outbox.toArray();
      await Promise.all(written.map(({ recordId }) => workspace.written(recordId)));
      // What a page that is gone had asked for runs to its end: each of its steps before one of these.
      const { db } = workspace;
      for (let step = 0; step < 3; step += 1) await db.transaction('rw', db.tables, () => db.meta.count());
      await db.delete();
      closeWorkspace();
    },
  };
}
