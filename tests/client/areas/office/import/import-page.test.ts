// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import ImportPage from '#client/areas/office/pages/ImportPage.vue';
import type { ImportContract } from '#client/workers/import/import-contract.ts';
import { closeWorkspace, openWorkspace, useWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { ImportSource } from '#domain/casework/account-import/account-import-source.ts';
import type { Json } from '#domain/canonical/json.ts';
import { readSurveyJson } from '#tests/domain/questionnaire/survey.ts';
import { eventually } from '#tests/support/eventually.ts';

// The worker's work in this thread; the worker itself is a shell around it.
vi.mock('#client/workers/import/import-link.ts', async () => {
  const { ImportDesk } = await import('#client/workers/import/import-desk.ts');
  const { linkInThread } = await import('#tests/support/worker-stand-in.ts');
  return { openImportLink: () => linkInThread<ImportContract>(new ImportDesk()) };
});

/** What the centre knows of lists. */
const centre: ImportSource[] = [];
vi.mock('#client/api/import-sources-api.ts', () => ({
  readImportSources: () => Promise.resolve([...centre]),
  keepImportSource: (source: ImportSource) => {
    centre.unshift(source);
    return Promise.resolve();
  },
}));

let page: VueWrapper;
let workspace: Workspace;
let people = 0;

beforeEach(async () => {
  people += 1;
  workspace = await openWorkspace({
    user: {
      id: `office-${people}`,
      name: '事務 花子',
      email: 'office@example.jp',
      role: 'office',
      language: 'ja',
    },
    centre: { id: 'centre', name: 'センター' },
  });
  await workspace.db.documents.put({ name: 'questionnaire', hash: 'x', content: readSurveyJson() as Json });
  await workspace.db.setMeta('lastSyncAt', '2026-11-20T05:30:00.000Z');
});
afterEach(() => {
  page.unmount();
  closeWorkspace();
  centre.length = 0;
});

function start(): void {
  page = mount(ImportPage, { attachTo: document.body, global: { stubs: { RouterLink: RouterLinkStub } } });
}
/** Goes on when a file can be chosen. */
async function open(): Promise<void> {
  start();
  await eventually(() => expect(page.find('input[type=file]').exists()).toBe(true));
}
async function choose(text: string): Promise<void> {
  const input = page.get<HTMLInputElement>('input[type=file]');
  Object.defineProperty(input.element, 'files', {
    value: [new File([text], '企業.csv')],
    configurable: true,
  });
  await input.trigger('change');
}
async function press(text: string): Promise<void> {
  const find = () => page.findAll('button').find((button) => button.text().includes(text));
  await eventually(() => expect(find()).toBeDefined());
  await find()!.trigger('click');
  await flushPromises();
}
const shows = (text: string) =>
  eventually(() => expect(page.text().replace(/\s+/g, '')).toContain(text.replace(/\s+/g, '')));

const names = async () =>
  (await useWorkspace().db.accounts.toArray()).map(({ fields }) => fields.name).toSorted();

it('imports the valid rows, once, with an outbox entry each', async () => {
  await open();
  await choose(
    '企業名,業種,郵便番号,市町村\n甲社,製造業,,八戸市\n乙社,製造業,12,弘前市\n丙社,建設業,,青森市\n',
  );
  await press('試しに読み込む');
  await shows('取り込まない1行');
  await shows('郵便番号は7桁の数字です');
  expect(await names()).toEqual([]);
  await press('有効な2件を取り込む');
  await shows('2社を取り込みました');
  expect(await names()).toEqual(['丙社', '甲社']);
  const outbox = await workspace.db.outbox.toArray();
  expect(outbox.map(({ change }) => change.fields)).toEqual([
    { name: '甲社', industry: 'manufacturing', municipality: 'hachinohe', status: 'active' },
    { name: '丙社', industry: 'construction', municipality: 'aomori', status: 'active' },
  ]);
});

it('takes a row without its unreadable value when the person says so', async () => {
  await open();
  await choose('企業名,郵便番号\n乙社,12\n');
  await shows('読めない値があっても');
  await page.get('input[type=checkbox]').setValue(true);
  await press('試しに読み込む');
  await press('有効な1件を取り込む');
  await shows('1社を取り込みました');
  expect(await names()).toEqual(['乙社']);
});

const choiceOf = (label: string) => {
  const text = page.findAll('label').find((each) => each.text().startsWith(label))!;
  return page.get<HTMLSelectElement>(`select[id="${text.attributes('for')}"]`);
};

it('asks once what a word means, proposes it, loses no row for it, and knows it the next time', async () => {
  await open();
  await choose('企業名,業種,売上高\n甲社,運輸,\n乙社,運輸,\n丙社,宇宙業,45000\n丁社,ひみつ,\n');
  await press('試しに読み込む');
  await shows('読み替えを決める');
  await shows('3か所を空欄にして取り込み');
  await shows('最初は2行目');
  expect(choiceOf('運輸').element.value).toBe('code:transport');
  expect(choiceOf('宇宙業').element.value).toBe('withoutValue');
  await choiceOf('宇宙業').setValue('code:manufacturing');
  await choiceOf('ひみつ').setValue('skipRows');
  await choiceOf('単位のない金額').setValue('千円');
  await press('試しに読み込む');
  await press('有効な3件を取り込む');
  await shows('3社を取り込みました');
  const fields = (await workspace.db.accounts.toArray()).map((account) => account.fields);
  expect(
    fields
      .map(({ name, industry, sales }) => [name, industry, sales])
      .toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)),
  ).toEqual([
    ['丙社', 'manufacturing', 'from_30m'],
    ['乙社', 'transport', undefined],
    ['甲社', 'transport', undefined],
  ]);

  await press('別の一覧を取り込む');
  await choose('企業名,業種,売上高\n戊社,宇宙業,1000\n');
  await shows('前に取り込んだ一覧と同じ形です');
  await press('試しに読み込む');
  await shows('前回の選択');
  expect(choiceOf('宇宙業').element.value).toBe('code:manufacturing');
  expect(choiceOf('単位のない金額').element.value).toBe('千円');
});

it('keeps the columns as they were said for the next list of the same headings', async () => {
  await open();
  await choose('A,B\n甲社,0178\n');
  await shows('企業名の列を選んでください');
  const selects = page.findAll('select').slice(2);
  await selects[0]!.setValue('name');
  await selects[1]!.setValue('phone');
  await press('試しに読み込む');
  await press('有効な1件を取り込む');
  await press('別の一覧を取り込む');
  await choose('A,B\n乙社,0179\n');
  await press('試しに読み込む');
  await shows('新しく登録1社');
});

it('updates registered companies, except those the person leaves as they are', async () => {
  const [one, two] = [workspace.newId(), workspace.newId()];
  const place = { municipality: 'hachinohe', address: '港町1-1' };
  await workspace.write('accounts', one, { name: '株式会社甲社', phone: '1', ...place });
  await workspace.write('accounts', two, { name: '乙社', phone: '2', ...place });
  await open();
  await choose('会社名,住所,電話\n㈱甲社,八戸市港町1-1,11\n乙社,八戸市港町1丁目1,22\n');
  await press('試しに読み込む');
  await shows('登録済みの企業 2社');
  expect(page.text()).toContain('名前と住所が同じ');
  await page.findAll('input[type=checkbox]')[1]!.setValue(false);
  await press('有効な1件を取り込む');
  await shows('更新 1社');
  expect((await workspace.db.accounts.get(one))?.fields.phone).toBe('11');
  expect((await workspace.db.accounts.get(two))?.fields.phone).toBe('2');
  expect(await workspace.db.accounts.count()).toBe(2);
});

it('asks which company is meant, and leaves out what nobody answers', async () => {
  const [one, two] = [workspace.newId(), workspace.newId()];
  await workspace.write('accounts', one, { name: '株式会社甲社', address: '港町1', phone: '1' });
  await workspace.write('accounts', two, { name: '合同会社甲社', address: '港町2', phone: '2' });
  await open();
  await choose('会社名,住所,電話\n有限会社甲社,港町1,11\n株式会社甲社,港町9,22\n甲社,港町2,33\n');
  await press('試しに読み込む');
  await shows('確認が必要3行');
  await shows('似た企業がいくつかあります');
  expect(page.findAll('input[type=radio]:checked').every((radio) => radio.attributes('value') === '')).toBe(
    true,
  );
  expect(page.text()).not.toContain('取り込むものがありません');
  const choices = (row: number, value: string) =>
    page
      .findAll('section li.card')
      .at(row)!
      .findAll('input[type=radio]')
      .find((radio) => radio.attributes('value') === value)!;
  await choices(0, two).setValue(true);
  await choices(1, 'new').setValue(true);
  await shows('確認が必要1行');
  await press('有効な2件を取り込む');
  await shows('新しく登録1社、更新1社');
  expect((await workspace.db.accounts.get(one))?.fields).toMatchObject({ name: '株式会社甲社', phone: '1' });
  expect((await workspace.db.accounts.get(two))?.fields).toMatchObject({ name: '有限会社甲社', phone: '11' });
  expect(await workspace.db.accounts.count()).toBe(3);
});

it('says that a later band takes away the number of employees, and takes it away', async () => {
  const id = workspace.newId();
  await workspace.write('accounts', id, {
    name: '甲社',
    address: '港町1',
    employees: 'e21_50',
    employeeCount: 42,
  });
  await open();
  await choose('会社名,住所,従業員数\n甲社,港町1,6～10名\n');
  await press('試しに読み込む');
  await shows('新しい区分を残して人数を消します');
  await press('有効な1件を取り込む');
  await shows('更新 1社');
  const { fields } = (await workspace.db.accounts.get(id))!;
  expect(fields.employees).toBe('e6_10');
  expect(fields.employeeCount ?? null).toBeNull();
});

it('shows what it leaves out and what it mends', async () => {
  await open();
  await choose('会社名,住所,電話\n甲社,港町1,178330005\n合計,,\n');
  await press('試しに読み込む');
  await shows('取り込まない行（企業ではない行、閉鎖・非表示の行）1件');
  await shows('合計の行です');
  await shows('電話番号: 178330005 を 0178330005 として取り込みます');
});

it('lets the person choose the separator', async () => {
  await open();
  await choose('会社名,住所;電話\n甲社,港町;1\n');
  await shows('列の区切り');
  const separator = page.findAll('select')[0]!;
  expect((separator.element as HTMLSelectElement).value).toBe(',');
  await separator.setValue(';');
  await shows('1列目「会社名,住所」');
});

it('lets the person say what a column holds, each field once', async () => {
  await open();
  await choose('A,B\n甲社,0178\n');
  await shows('企業名の列を選んでください');
  // The first are the separator and the row of the headings.
  const selects = page.findAll('select').slice(2);
  await selects[0]!.setValue('phone');
  await selects[0]!.setValue('name');
  await selects[1]!.setValue('name');
  expect(selects.map((select) => (select.element as HTMLSelectElement).value)).toEqual(['', 'name']);
  await selects[0]!.setValue('name');
  await selects[1]!.setValue('phone');
  await press('試しに読み込む');
  await press('有効な1件を取り込む');
  await shows('1社を取り込みました');
  expect((await workspace.db.accounts.toArray())[0]?.fields).toMatchObject({ name: '甲社', phone: '0178' });
});

it('says why a file cannot be read, and takes the mended one', async () => {
  await open();
  await choose('企業名\n');
  await shows('見出しの下に行がありません');
  await choose('企業名\n甲社\n');
  await shows('試しに読み込む');
});

it('writes once however often the button is pressed', async () => {
  await open();
  await choose('企業名\n甲社\n');
  await press('試しに読み込む');
  await shows('有効な1件');
  const button = page.findAll('button').find((each) => each.text().includes('有効な1件'))!;
  void button.trigger('click');
  void button.trigger('click');
  await shows('1社を取り込みました');
  expect(await names()).toEqual(['甲社']);
  expect(await workspace.db.outbox.count()).toBe(1);
});

it('waits for the first sync, so that nothing is doubled', async () => {
  await workspace.db.meta.delete('lastSyncAt');
  start();
  await shows('この端末にまだ企業の一覧が届いていません');
  expect(page.find('input[type=file]').exists()).toBe(false);
});

it('imports the people of a list, and says nothing new of them the next time', async () => {
  await open();
  const list = '企業名,担当者名,メールアドレス\n甲社,佐藤花子,hanako@example.jp\n乙社,,info@example.jp\n';
  await choose(list);
  await press('試しに読み込む');
  await press('有効な2件を取り込む');
  await shows('2社を取り込みました');
  const accounts = new Map(
    (await workspace.db.accounts.toArray()).map(({ id, fields }) => [id, fields.name]),
  );
  const contacts = (await workspace.db.contacts.toArray()).map(({ fields }) => fields);
  expect(
    contacts.map(({ accountId, name, email }) => [accounts.get(accountId!), name, email]).toSorted(),
  ).toEqual([
    ['乙社', '', 'info@example.jp'],
    ['甲社', '佐藤花子', 'hanako@example.jp'],
  ]);
  await press('別の一覧を取り込む');
  await choose(list);
  await press('試しに読み込む');
  await shows('新しく登録0社 更新0社 変わらない2社');
});

it('takes an import back as a whole, but nothing that was changed or built on since', async () => {
  const known = workspace.newId();
  await workspace.write('accounts', known, { name: '丁社', address: '港町1', phone: '1', tags: ['会員'] });
  await open();
  await choose(
    '企業名,住所,電話,担当者,タグ\n甲社,,1,佐藤,\n乙社,,2,,\n丙社,,3,鈴木,\n丁社,港町1,9,田中,新\n',
  );
  await press('試しに読み込む');
  await press('有効な4件を取り込む');
  await shows('4社を取り込みました');
  const idOf = async (name: string) =>
    (await workspace.db.accounts.toArray()).find(({ fields }) => fields.name === name)!.id;
  await workspace.write('accounts', await idOf('乙社'), { note: '電話した' });
  await workspace.write('visits', workspace.newId(), { accountId: await idOf('丙社'), status: 'planned' });

  await press('別の一覧を取り込む');
  await shows('企業.csv');
  await press('取り消す…');
  await shows('削除する企業1社 削除する担当者2人 元に戻す1件 そのまま残す3件');
  await shows('乙社 取り込みのあとで内容が変わっています');
  await shows('丙社 訪問・回答・担当者などの記録があります');
  await press('この取り込みを取り消す');
  await press('もう一度押すと取り消します');
  await shows('取り消しました');
  const living = async (collection: 'accounts' | 'contacts') =>
    (await workspace.db.collection(collection).toArray())
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ fields }) => fields.name)
      .toSorted();
  expect(await living('accounts')).toEqual(['丁社', '丙社', '乙社']);
  expect(await living('contacts')).toEqual(['鈴木']);
  expect((await workspace.db.accounts.get(known))?.fields).toMatchObject({ phone: '1', tags: ['会員'] });
  expect(await workspace.db.importedRecords.count()).toBe(0);
  await press('戻る');
  await shows('に取り消しました');
  expect(page.findAll('button').some((button) => button.text().includes('取り消す…'))).toBe(false);
});

it('knows what was decided about lists of this form on another device, and tells the centre what is decided here', async () => {
  await open();
  await choose('社名欄,業種\n甲社,運輸\n');
  await press('試しに読み込む');
  await press('試しに読み込む');
  await shows('新しく登録1社');
  await eventually(() => expect(centre.map(({ fingerprint }) => fingerprint)).toEqual(['社名欄\t業種']));
  centre[0] = { ...centre[0]!, mapping: [null, 'name'] };
  page.unmount();
  closeWorkspace();
  people += 1;
  workspace = await openWorkspace({
    user: { id: `office-${people}`, name: '別人', email: 'b@example.jp', role: 'office', language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
  });
  await workspace.db.documents.put({ name: 'questionnaire', hash: 'x', content: readSurveyJson() as Json });
  await workspace.db.setMeta('lastSyncAt', '2026-11-20T05:30:00.000Z');
  await open();
  await eventually(async () => expect(await workspace.db.getMeta('importSources')).toHaveLength(1));
  await choose('社名欄,業種\n甲社,運輸\n');
  await shows('前に取り込んだ一覧と同じ形です');
  expect(page.findAll('select').map(({ element }) => (element as HTMLSelectElement).value)).toEqual(
    expect.arrayContaining(['', 'name']),
  );
});
