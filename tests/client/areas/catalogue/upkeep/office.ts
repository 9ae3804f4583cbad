import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { vi } from 'vitest';
import type { Component } from 'vue';
import { routes } from '#client/router.ts';
import { openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import type { EditionDetail } from '#protocol/catalogue.ts';
import { language } from '#ui/messages.ts';
import { readSurveyJson } from '#tests/domain/questionnaire/survey.ts';

// Whole editions are drawn here, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let desks = 0;

/** An office desk that carries the published edition and the questionnaire; a new one each time. */
export async function openOffice(published: Catalogue): Promise<Workspace> {
  language.value = 'ja';
  setActivePinia(createPinia());
  localStorage.clear();
  desks += 1;
  const workspace = await openWorkspace({
    user: { id: 'mikami', name: '三上', email: 'mikami@example.jp', role: 'office', language: 'ja' },
    centre: { id: `centre-${desks}`, name: '支援センター' },
  });
  await workspace.db.documents.bulkPut([
    { name: `catalogue-${published.fiscalYear}`, hash: 'c', content: published as unknown as Json },
    { name: 'questionnaire', hash: 'q', content: readSurveyJson() as Json },
  ]);
  return workspace;
}

/** An edition as the server gives it. */
export function editionOf(
  published: Catalogue | null,
  draft: Catalogue | null = null,
  revision = 1,
): EditionDetail {
  const content = (draft ?? published)!;
  return {
    fiscalYear: content.fiscalYear,
    source: 'report',
    hasDraft: draft !== null,
    isPublished: published !== null,
    programmeCount: content.programmes.length,
    revision,
    updatedAt: '2026-11-20T00:00:00.000Z',
    updatedBy: null,
    draft,
    published,
  };
}

/** A page at its address, with the other pages blank. */
export async function openPage(
  name: string,
  page: Component,
  path: string,
): Promise<{ view: VueWrapper; router: Router }> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: routes.map(
      (route) =>
        ({
          path: route.path,
          name: route.name,
          props: route.props,
          component: route.name === name ? page : { template: '<p />' },
        }) as never,
    ),
  });
  await router.push(path);
  const view = mount(
    { template: '<main><RouterView /></main>' },
    { global: { plugins: [router] }, attachTo: document.body },
  );
  await flushPromises();
  return { view, router };
}

/** Presses the button or link with these words or this label. */
export async function press(view: VueWrapper, words: string): Promise<void> {
  const found = view
    .findAll('button, a')
    .find((one) => one.text().includes(words) || one.attributes('aria-label')?.includes(words));
  if (!found) throw new Error(`nothing says 「${words}」: ${view.text().slice(0, 300)}`);
  await found.trigger('click');
  await flushPromises();
}

/** Writes into the field under a label; the `nth` of several. */
export async function type(view: VueWrapper, label: string, value: string, nth = 0): Promise<void> {
  const found = view.findAll('label').filter((one) => one.text().startsWith(label))[nth];
  if (!found) throw new Error(`no field is called 「${label}」`);
  await view.get(`#${CSS.escape(found.attributes('for')!)}`).setValue(value);
}
