// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { h, nextTick } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import VirtualList from '#ui/VirtualList.vue';
import { computeVisibleRange, findRowForKey, limitRange } from '#ui/virtual-range.ts';

describe('the rows worth drawing', () => {
  it('are those in the window and a few around', () => {
    expect(computeVisibleRange(64, 200, 800, 5)).toEqual({ first: 0, end: 15 });
    expect(computeVisibleRange(64, -64_000, 800, 5)).toEqual({ first: 995, end: 1_018 });
  });

  it('end with the list, also when the window lies far behind it', () => {
    expect(limitRange(computeVisibleRange(64, -900, 800, 5), 20)).toEqual({ first: 9, end: 20 });
    expect(limitRange(computeVisibleRange(64, -9_000, 800, 5), 20)).toEqual({ first: 20, end: 20 });
    expect(limitRange(computeVisibleRange(64, 0, 800, 5), 0)).toEqual({ first: 0, end: 0 });
  });
});

it('moves by arrow keys, Home and End, and stops at the ends', () => {
  expect(findRowForKey('ArrowDown', 3, 10)).toBe(4);
  expect(findRowForKey('ArrowDown', 9, 10)).toBe(9);
  expect(findRowForKey('ArrowUp', 0, 10)).toBe(0);
  expect(findRowForKey('End', 0, 10)).toBe(9);
  expect(findRowForKey('a', 3, 10)).toBeUndefined();
});

it('draws only some of thousands of rows and follows the keyboard to the last one', async () => {
  const items = Array.from({ length: 7_500 }, (_, index) => ({
    id: `c${index}`,
    name: `青森第${index}工業`,
  }));
  const list = mount(VirtualList<(typeof items)[number]>, {
    props: { items, getKey: (item) => item.id, rowHeightRem: 4, label: '企業' },
    slots: {
      default: ({ item }: { item: (typeof items)[number] }) => h('a', { href: `#${item.id}` }, item.name),
    },
    attachTo: document.body,
  });
  await nextTick();
  expect(list.findAll('li').length).toBeLessThan(60);
  expect(list.element.getAttribute('style')).toContain(`${7_500 * 64}px`);

  list.get('a').element.focus();
  await list.get('a').trigger('keydown', { key: 'End' });
  await nextTick();
  expect(document.activeElement?.textContent).toBe('青森第7499工業');
  expect(document.activeElement?.closest('li')?.getAttribute('aria-posinset')).toBe('7500');
  list.unmount();
});

it('is whole on paper, up to a thousand rows, and says what is left out', async () => {
  const print = vi
    .spyOn(window, 'matchMedia')
    .mockImplementation(
      (query) =>
        ({
          matches: query === 'print',
          addEventListener() {},
          removeEventListener() {},
        }) as unknown as MediaQueryList,
    );
  const show = (count: number) =>
    mount(VirtualList<number>, {
      props: {
        items: Array.from({ length: count }, (_, index) => index),
        getKey: String,
        rowHeightRem: 4,
        label: '企業',
      },
    });
  expect(show(300).findAll('[data-row]')).toHaveLength(300);
  const long = show(7_500);
  expect(long.findAll('[data-row]')).toHaveLength(1_000);
  expect(long.text()).toContain('6,500件');
  print.mockRestore();
});
