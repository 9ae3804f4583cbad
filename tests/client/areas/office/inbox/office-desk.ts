import { flushPromises, mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import type { Component } from 'vue';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import { useSyncStore } from '#client/areas/shell/features/sync/sync-store.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Role } from '#domain/access/permissions.ts';
import { eventually } from '#tests/support/eventually.ts';
import { expect, vi } from 'vitest';

/** Somebody at work with a page of the office open. */
export interface OfficeDesk {
  workspace: Workspace;
  page: () => VueWrapper;
  open: (component: Component) => Promise<void>;
  press: (text: string, within?: string) => Promise<void>;
  shows: (text: string) => Promise<void>;
  /** How often the page has had the device synced. */
  syncs: () => number;
  close: () => Promise<void>;
}

export async function openOfficeDesk(role: Role): Promise<OfficeDesk> {
  const session = {
    user: { id: 'kudo', name: '工藤 さくら', email: 'kudo@example.jp', role, language: 'ja' as const },
    centre: { id: 'centre', name: 'センター' },
  };
  const workspace = await openWorkspace(session);
  await workspace.db.documents.put({
    name: 'staff',
    hash: 'x',
    content: [
      { userId: 'kudo', name: '工藤 さくら', role, expertise: [], active: true },
      { userId: 'sato', name: '佐藤 健', role: 'partner', expertise: [], active: true },
    ],
  });
  let page: VueWrapper | undefined;
  let syncNow = vi.fn<() => Promise<void>>();
  const shown = (): VueWrapper => page!;
  return {
    workspace,
    page: shown,
    async open(component) {
      const pinia = createPinia();
      setActivePinia(pinia);
      useSessionStore().session = session;
      syncNow = vi.fn<() => Promise<void>>().mockResolvedValue();
      useSyncStore().syncNow = syncNow;
      page = mount(component, {
        attachTo: document.body,
        global: { plugins: [pinia], stubs: { RouterLink: RouterLinkStub } },
      });
      await flushPromises();
    },
    async press(text, within) {
      const find = () =>
        (within === undefined ? shown() : shown().get(within))
          .findAll('button')
          .find((button) => button.text().includes(text));
      await eventually(() => expect(find()).toBeDefined());
      await find()!.trigger('click');
      await flushPromises();
    },
    shows: (text) =>
      eventually(() => expect(shown().text().replace(/\s+/g, '')).toContain(text.replace(/\s+/g, ''))),
    syncs: () => syncNow.mock.calls.length,
    async close() {
      page?.unmount();
      await workspace.db.delete();
      closeWorkspace();
    },
  };
}
