// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, ref } from 'vue';
import * as api from '#client/api/fieldwork-api.ts';
import { Unreachable } from '#client/api/http.ts';
import { useArrivals } from '#client/areas/survey/features/arrivals/use-arrivals.ts';
import { useWand } from '#client/areas/survey/features/arrivals/wand.ts';
import { sendScans } from '#client/sync/send-scans.ts';
import { closeWorkspace, openWorkspace, type Session, type Workspace } from '#client/records/workspace.ts';
import type { ArrivalEvent } from '#domain/fieldwork/history/unit-event.ts';
import { computeInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import type { Scan, ScanAnswer } from '#protocol/unit-history.ts';
import { eventually } from '#tests/support/eventually.ts';

vi.mock('#client/api/fieldwork-api.ts');
const SESSION: Session = {
  user: { id: 'sato', name: '佐藤 美咲', email: 'sato@example.jp', role: 'office', language: 'ja' },
  centre: { id: 'centre', name: '支援センター' },
};
const server = vi.mocked(api);
const codes = Array.from({ length: 250 }, (_, index) =>
  computeInvitationCode('a secret for tests, 32 letters long', {
    centreId: 'c',
    surveyId: 's',
    unitId: `u${index}`,
    generation: 1,
  }),
);

/** What the server has taken in, and how it answers. */
let epoch: string;
let taken: Map<string, Scan>;
let sent: string[];
let isThere: boolean;
const judge = new Map<string, Partial<ScanAnswer>>();

let workspace: Workspace;
beforeEach(async () => {
  localStorage.clear();
  epoch = 'epoch-1';
  taken = new Map();
  sent = [];
  isThere = false;
  judge.clear();
  server.sendArrivals.mockImplementation(async (_survey, scans) => {
    if (!isThere) throw new Unreachable();
    const results = scans.map((scan): ScanAnswer => {
      sent.push(scan.id);
      taken.set(scan.id, scan);
      const code = 'code' in scan ? scan.code : '';
      return {
        id: scan.id,
        result: 'code' in scan ? 'noted' : 'undone',
        unitId: 'u',
        name: '八戸水産',
        isAnswered: false,
        ...judge.get(code),
      };
    });
    return { epoch, at: new Date().toISOString(), results };
  });
  workspace = await openWorkspace(SESSION);
});
afterEach(async () => {
  await workspace.db.delete();
  closeWorkspace();
});

function openDesk(event: ArrivalEvent = 'returnedUndeliverable') {
  let desk!: ReturnType<typeof useArrivals>;
  const chosen = ref(event);
  const wrapper = mount(
    defineComponent({
      setup() {
        desk = useArrivals('s');
        useWand((text) => desk.read(text, chosen.value));
        return () => null;
      },
    }),
    { attachTo: document.body },
  );
  return { desk, wrapper };
}

function type(text: string, target: EventTarget = document.body): void {
  for (const key of [...text, 'Enter'])
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}
const listScans = () => workspace.db.scans.orderBy('seq').toArray();

describe('a stack that is read without a network', () => {
  it('is kept whole and in order, in two tabs, and when one dies in the middle', async () => {
    const first = openDesk();
    const other = openDesk();
    other.wrapper.unmount();
    // The tab is killed after 70 are kept: what waits in its memory is gone, and nobody says good-bye.
    const { scans } = workspace.db;
    const add = scans.add.bind(scans);
    let left = 70;
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.spyOn(scans, 'add').mockImplementation((scan) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      return add(scan);
    });
    for (const code of codes.slice(0, 150)) type(code);
    await eventually(() => expect(first.desk.last?.number).toBe(150));
    expect(await scans.count()).toBe(70);
    first.wrapper.unmount();
    vi.restoreAllMocks();

    const again = openDesk();
    await eventually(async () => expect(await workspace.db.scans.count()).toBe(150));
    for (const code of codes.slice(150)) type(code);
    await eventually(async () => expect(await workspace.db.scans.count()).toBe(250));
    expect((await listScans()).map(({ code }) => code)).toEqual(codes);
    expect(Object.keys(localStorage).filter((key) => key.startsWith('banso.scan.'))).toEqual([]);
    isThere = true;
    await Promise.all([sendScans(workspace.db), sendScans(workspace.db)]);
    expect((await listScans()).every(({ state }) => state === 'done')).toBe(true);
    expect([...taken.values()].map((scan) => 'code' in scan && scan.code)).toEqual(codes);
    again.wrapper.unmount();
  }, 30_000);

  it('is sent again, all of it, when the server was put back from a backup', async () => {
    const { wrapper } = openDesk();
    for (const code of codes.slice(0, 3)) type(code);
    await eventually(async () => expect(await workspace.db.scans.count()).toBe(3));
    isThere = true;
    await sendScans(workspace.db);
    await sendScans(workspace.db);
    expect(taken.size).toBe(3);
    const before = sent.length;
    taken.clear();
    epoch = 'epoch-2';
    await workspace.db.setMeta('epoch', epoch);
    await sendScans(workspace.db);
    expect(taken.size).toBe(3);
    await sendScans(workspace.db);
    expect(sent).toHaveLength(before + 3);
    wrapper.unmount();
  });
});

describe('a code', () => {
  it('that is misread, or read twice, is said to be so and not kept', async () => {
    const { desk, wrapper } = openDesk();
    type('00000-00001');
    expect(desk.last?.outcome).toBe('mistyped');
    type(codes[0]!);
    type(codes[0]!.replace('-', '').toLowerCase());
    await eventually(() => expect(desk.last?.outcome).toBe('twice'));
    expect(await workspace.db.scans.count()).toBe(1);
    const [kept] = await listScans();
    await desk.undo(kept!);
    type(`https://banso.example/s/${codes[0]!}`);
    await eventually(() => expect(desk.last?.outcome).toBe('kept'));
    expect((await listScans()).map(({ undoes }) => undoes)).toEqual([undefined, kept!.id, undefined]);
    wrapper.unmount();
  });

  it('of which the server complains is listed until somebody has looked', async () => {
    isThere = true;
    judge.set(codes[1]!, { result: 'unknown', unitId: null, name: '' });
    judge.set(codes[2]!, { isAnswered: true });
    const { desk, wrapper } = openDesk('paperArrived');
    for (const code of codes.slice(0, 3)) type(code);
    await eventually(() => expect(desk.scans.complaints.map(({ code }) => code)).toEqual(codes.slice(1, 3)));
    await desk.settle(desk.scans.complaints[0]!.seq);
    await eventually(() => expect(desk.scans.complaints.map(({ code }) => code)).toEqual([codes[2]]));
    expect(await workspace.db.scans.count()).toBe(3);
    wrapper.unmount();
  });

  it('goes to the desk wherever the focus is, and presses nothing, but not out of another field', async () => {
    const { desk, wrapper } = openDesk();
    const button = document.body.appendChild(document.createElement('button'));
    const pressed = vi.fn();
    button.addEventListener('keydown', pressed);
    type(codes[3]!, button);
    await eventually(() => expect(desk.last?.code).toBe(codes[3]));
    expect(pressed).not.toHaveBeenCalled();
    const field = document.body.appendChild(document.createElement('input'));
    type(codes[4]!, field);
    await new Promise((done) => setTimeout(done, 50));
    expect(desk.last?.code).toBe(codes[3]);
    // A keyboard set to Japanese says of a key only where it is.
    for (const symbol of codes[5]!)
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Process',
          code: symbol === '-' ? 'Minus' : /\d/.test(symbol) ? `Digit${symbol}` : `Key${symbol}`,
          bubbles: true,
        }),
      );
    type('');
    await eventually(() => expect(desk.last?.code).toBe(codes[5]));
    wrapper.unmount();
  });
});
