// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useListAddress } from '#ui/list-address.ts';

enableAutoUnmount(afterEach);
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function openList(address: string) {
  const List = defineComponent({
    setup() {
      const text = ref('');
      const { writeAddress } = useListAddress(
        'list',
        () => (text.value ? { q: text.value } : {}),
        ({ q }) => (text.value = String(q ?? '')),
      );
      return { text, writeAddress };
    },
    template: `<div @click.capture="writeAddress"><input v-model="text" /><RouterLink to="/elsewhere">elsewhere</RouterLink></div>`,
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/list', name: 'list', component: List },
      { path: '/elsewhere', component: { template: '<p>elsewhere</p>' } },
    ],
  });
  await router.push(address);
  const page = mount({ template: '<RouterView />' }, { global: { plugins: [router] } });
  const write = vi.spyOn(router.options.history, 'replace');
  return { page, router, write, addressNow: () => router.options.history.location };
}

it('follows when the typing pauses, and not at each letter', async () => {
  const { page, write, addressNow } = await openList('/list');
  for (const text of ['h', 'ha', 'hac']) {
    await page.get('input').setValue(text);
    vi.advanceTimersByTime(399);
  }
  expect(addressNow()).toBe('/list');
  vi.advanceTimersByTime(1);
  expect(addressNow()).toBe('/list?q=hac');
  expect(write).toHaveBeenCalledOnce();
});

it('has the newest address before something on the page leads away, so that "back" finds it', async () => {
  const { page, router } = await openList('/list');
  await page.get('input').setValue('hac');
  await page.get('a').trigger('click');
  await flushPromises();
  expect(page.text()).toBe('elsewhere');
  router.back();
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe('/list?q=hac');
});

it('writes nothing over the page one has gone to', async () => {
  const { page, router, write, addressNow } = await openList('/list');
  await page.get('input').setValue('hac');
  await router.push('/elsewhere');
  write.mockClear();
  vi.advanceTimersByTime(1000);
  expect(write).not.toHaveBeenCalled();
  expect(addressNow()).toBe('/elsewhere');
});

it('shows what an address of the same page says', async () => {
  const { page, router } = await openList('/list');
  await router.push('/list?q=wine');
  await flushPromises();
  expect(page.get('input').element.value).toBe('wine');
});
