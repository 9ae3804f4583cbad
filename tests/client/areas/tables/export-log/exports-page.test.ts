// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useExportLog } from '#client/areas/tables/features/export-log/use-export-log.ts';
import ExportsPage from '#client/areas/tables/pages/ExportsPage.vue';
import { useWorkspace } from '#client/records/workspace.ts';
import { language } from '#ui/messages.ts';
import { openOfficeDesk, type OfficeDesk } from '#tests/client/areas/office/inbox/office-desk.ts';

let desk: OfficeDesk;
beforeEach(async () => {
  language.value = 'ja';
  desk = await openOfficeDesk('manager');
});
afterEach(() => desk.close());

it('says that nothing has been taken along yet', async () => {
  await desk.open(ExportsPage);
  await desk.shows('書き出しの記録はまだありません');
});

it('lists who took what along, the newest first, and sends it to the others', async () => {
  const { recordExport } = useExportLog();
  await recordExport({ kind: 'table', format: 'xlsx', fileName: '集計_問1.xlsx' });
  await new Promise((resolve) => setTimeout(resolve, 5));
  await recordExport({ kind: 'texts', format: 'csv', fileName: '自由記述.csv', surveyId: 'wave-1' });
  const { db, session } = useWorkspace();
  const sent = (await db.outbox.toArray()).map(({ change }) => change.fields);
  expect(sent).toMatchObject([
    { kind: 'table', by: session.user.id },
    { kind: 'texts', by: session.user.id, surveyId: 'wave-1' },
  ]);

  await desk.open(ExportsPage);
  await desk.shows('全2件');
  const rows = desk
    .page()
    .findAll('li')
    .map((row) => row.text());
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/自由記述\s*CSV\s*自由記述\.csv/);
  expect(rows[1]).toMatch(/集計表\s*Excel\s*集計_問1\.xlsx/);
  expect(rows[1]).toContain(session.user.name);
});
