import Dexie, { type Table } from 'dexie';
import { createPinia, defineStore } from 'pinia';
import { createApp, defineComponent, h, onMounted, ref } from 'vue';
import { createRouter, createWebHistory, RouterView } from 'vue-router';

/*
 * The least that a page of this kind can be: Vue, router, Pinia and Dexie, three records in a list, a field and
 * a box to tick, each of which does next to nothing.
 */
interface Visit {
  id: number;
  name: string;
}
class BareDatabase extends Dexie {
  declare visits: Table<Visit, number>;
  constructor() {
    super('bare');
    this.version(1).stores({ visits: 'id' });
  }
}
const db = new BareDatabase();

const useVisits = defineStore('visits', () => {
  const visits = ref<Visit[]>([]);
  async function load(): Promise<void> {
    if ((await db.visits.count()) === 0)
      await db.visits.bulkPut([1, 2, 3].map((id) => ({ id, name: `会社${id}` })));
    visits.value = await db.visits.limit(3).toArray();
  }
  const save = (): Promise<unknown> =>
    db.transaction('rw', db.visits, () => db.visits.put({ id: 4, name: `${performance.now()}` }));
  return { visits, load, save };
});

const ListPage = defineComponent(() => {
  const store = useVisits();
  const text = ref('');
  onMounted(() => store.load());
  return () =>
    h('main', [
      h('h1', '今日'),
      h(
        'ul',
        store.visits.map(({ id, name }) => h('li', { key: id }, [h('a', { href: `/visits/${id}` }, name)])),
      ),
      h('input', {
        type: 'search',
        value: text.value,
        onInput: (event: Event) => (text.value = (event.target as HTMLInputElement).value),
      }),
      h('input', { type: 'checkbox', onChange: () => void store.save() }),
    ]);
});

const router = createRouter({ history: createWebHistory(), routes: [{ path: '/', component: ListPage }] });
createApp(RouterView).use(createPinia()).use(router).mount('#app');
void navigator.serviceWorker.register('/worker.js');
