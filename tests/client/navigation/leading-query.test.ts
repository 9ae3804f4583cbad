// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useLeadingQuery } from '#client/navigation/leading-query.ts';
import { eventually } from '#tests/support/eventually.ts';

async function open() {
  let leading!: ReturnType<typeof useLeadingQuery>;
  const page = {
    setup() {
      leading = useLeadingQuery();
    },
    template: '<p />',
  };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/tables', component: page },
      { path: '/elsewhere', component: { template: '<p />' } },
    ],
  });
  await router.push('/tables?item=used');
  const mounted = mount({ template: '<RouterView />' }, { global: { plugins: [router] } });
  const addresses: string[] = [];
  router.afterEach((to) => void addresses.push(to.fullPath));
  return { leading, router, mounted, addresses };
}

it('counts a choice at once and lets the address follow, of several only to the last', async () => {
  const { leading, router, mounted, addresses } = await open();
  expect(leading.query.value).toEqual({ item: 'used' });
  leading.choose({ item: 'issues' });
  expect(leading.query.value).toEqual({ item: 'issues' });
  leading.choose({ item: 'issues', by: 'region' });
  expect(leading.query.value).toEqual({ item: 'issues', by: 'region' });
  expect(router.currentRoute.value.query).toEqual({ item: 'used' });
  await eventually(() => expect(router.currentRoute.value.query).toEqual({ item: 'issues', by: 'region' }));
  expect(addresses).toEqual(['/tables?item=issues&by=region']);
  expect(leading.query.value).toEqual({ item: 'issues', by: 'region' });
  mounted.unmount();
});

it('follows the address where something else changes it', async () => {
  const { leading, router, mounted } = await open();
  leading.choose({ item: 'issues' });
  await eventually(() => expect(router.currentRoute.value.query).toEqual({ item: 'issues' }));
  await router.replace({ query: { item: 'sales' } });
  expect(leading.query.value).toEqual({ item: 'sales' });
  mounted.unmount();
});

it('calls nobody back who went elsewhere right after a choice', async () => {
  const { leading, router, mounted, addresses } = await open();
  leading.choose({ item: 'issues' });
  await router.push('/elsewhere');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(router.currentRoute.value.fullPath).toBe('/elsewhere');
  expect(addresses).toEqual(['/elsewhere']);
  mounted.unmount();
});
