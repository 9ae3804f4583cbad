// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whileUnchanged } from '#client/records/while-unchanged.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';

let desk: Desk;
const end = vi.fn();
let stop: (() => void) | undefined;
beforeEach(async () => {
  desk = await openDesk();
  end.mockClear();
  await desk.workspace.write('leads', 'l', { companyName: '八戸水産加工', status: 'new' });
  const { until } = whileUnchanged(desk.workspace.db, 'leads', ['l'], ['status', 'assignedTo']);
  stop = until?.(end);
});
afterEach(() => {
  stop?.();
  return desk.close();
});

it('stays while something else of the record changes, and ends with a field that the undo would write', async () => {
  await desk.workspace.write('leads', 'l', { statusReason: '電話で伺った' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(end).not.toHaveBeenCalled();
  await desk.workspace.write('leads', 'l', { assignedTo: 'sato' });
  await eventually(() => expect(end).toHaveBeenCalled());
});

it('ends with the record', async () => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  await desk.workspace.remove('leads', 'l');
  await eventually(() => expect(end).toHaveBeenCalled());
});

it('follows nothing once the toast is gone', async () => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  stop?.();
  await desk.workspace.write('leads', 'l', { status: 'assigned' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(end).not.toHaveBeenCalled();
});
