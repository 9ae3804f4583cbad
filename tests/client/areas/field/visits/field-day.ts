import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { vi } from 'vitest';
import type { Component } from 'vue';
import type { Json } from '#domain/canonical/json.ts';
import { routes } from '#client/router.ts';
import { openWorkspace, type Workspace } from '#client/records/workspace.ts';
import { language } from '#ui/messages.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

// Waiting ends as soon as what is waited for is there; the limit only matters on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let days = 0;

/** A coordinator's phone with the questionnaire, colleagues, one company and one visit under way; a new one each time. */
export async function openFieldDay(): Promise<Workspace> {
  language.value = 'ja';
  days += 1;
  const workspace = await openWorkspace({
    user: { id: 'me', name: '佐藤', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
    centre: { id: `centre-${days}`, name: '支援センター' },
  });
  const survey = readSurvey();
  const programme = (key: string, name: string) => ({
    key,
    page: 1,
    name,
    aliases: [],
    policy: 1,
    alsoUnder: [],
    pillar: '1-1',
    department: '地域産業課',
    groups: [],
    regionalOffice: null,
    period: { raw: '25', start: 2013, end: 2013, open: false },
    marks: { priority: 'unknown', mainResult: 'unknown', foundation: 'none', emergencyEmployment: false },
    costThousandYen: null,
    description: '',
    results: [],
    history: [],
  });
  await workspace.db.documents.bulkPut([
    { name: 'questionnaire', hash: 'q', content: survey as unknown as Json },
    {
      name: 'survey',
      hash: 's',
      content: {
        id: 'wave-1',
        title: { ja: '調査', en: 'Survey' },
        questionnaireId: survey.id,
        questionnaireRevision: survey.revision,
        startsOn: '2020-04-01',
        endsOn: null,
      },
    },
    { name: 'staff', hash: 'p', content: [person('me', '佐藤'), person('colleague', '工藤')] },
    {
      name: 'catalogue-2013',
      hash: 'c',
      content: {
        fiscalYear: 2013,
        programmes: [programme('p019', '就職ガイダンス開催費'), programme('p034', 'ものづくり産業振興事業')],
      },
    },
  ]);
  await workspace.write('accounts', 'company', {
    name: '株式会社八戸水産加工',
    industry: 'manufacturing',
    employees: 'e21_50',
    municipality: 'hachinohe',
  });
  await workspace.write('visits', 'visit', {
    accountId: 'company',
    status: 'started',
    startedAt: '2026-11-20T01:00:00.000Z',
    participants: ['me'],
  });
  return workspace;
}

function person(userId: string, name: string) {
  return { userId, name, role: 'coordinator', expertise: [], active: true };
}

/** A page at its address, with the other pages blank. */
export async function mountPage(
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

/** What waits to be sent for a record, all its changes together. */
export async function outboxOf({ db }: Workspace, recordId: string): Promise<Record<string, Json>> {
  const entries = await db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq');
  return Object.assign({}, ...entries.map(({ change }) => change.fields)) as Record<string, Json>;
}

/** The button or link with these words. */
export function press(view: VueWrapper, words: string): Promise<void> {
  const found = [...view.findAll('button'), ...view.findAll('a')].find((one) => one.text().includes(words));
  if (!found) throw new Error(`nothing says 「${words}」: ${view.text().slice(0, 300)}`);
  return found.trigger('click');
}
