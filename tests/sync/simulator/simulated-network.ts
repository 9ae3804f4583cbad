import { Unreachable } from '#client/api/http.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import type { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { Change } from '#domain/sync/change.ts';
import type { PushRequest, PushResponse } from '#protocol/sync.ts';
import type { Answer, SimulatedCentre } from './simulated-centre.ts';
import type { SeededStage } from './seeded-stage.ts';

/** What can go wrong on the way of one request. */
const FAULTS = {
  lostRequest: 5,
  lostAnswer: 6,
  duplicate: 5,
  failsBeforeCommit: 5,
  /** Something between here and there answers in the server's place. */
  portal: 1,
  /** The session has run out. */
  signedOut: 1,
  /** Another person has signed in meanwhile. */
  otherPerson: 1,
} as const;
type Fault = keyof typeof FAULTS | 'none' | 'timeOut' | 'poisoned';

/** A text that makes the server fail whenever it is in a push, until somebody changes it. */
export const POISON = '毒';

/** A device's way to the server. */
export interface Line {
  label: string;
  cookie: string;
  /** Another person's. */
  otherCookie: string;
  /** On a slow link a request with more bytes than these runs into its time-out. */
  bytesWithinTime: number;
  isPageAlive: () => boolean;
}

/** Is told what goes up and what the server has answered, whether or not the answer arrives. */
export interface WireWatcher {
  /** @param from the device that sends it. */
  sent: (change: Change, from: string) => void;
  answered: (changes: readonly Change[], answer: PushResponse) => void;
}

/** The network between the devices and the server, which does with requests what the seed says. */
export class SimulatedNetwork {
  faults = 0;
  isCalm = false;
  /** Whether anything but empty pages went over the wire since somebody last looked. */
  hasMoved = false;
  private line: Line | undefined;

  constructor(
    private readonly stage: SeededStage,
    private readonly centre: SimulatedCentre,
    private readonly random: SeededRandom,
    private readonly watcher: WireWatcher,
  ) {}

  /** Takes the place of the browser's `fetch`. */
  open(): void {
    globalThis.fetch = ((path: string, init: RequestInit) => this.fetch(path, init)) as typeof fetch;
  }

  /** Runs what asks the server, as a page on a line does. */
  through<T>(line: Line, ask: () => Promise<T>): Promise<T> {
    this.line = line;
    try {
      return ask();
    } finally {
      this.line = undefined;
    }
  }

  /** The app's own way to sync, on a line. */
  connect(line: Line, server: SyncServer): SyncServer {
    return new Proxy(server, {
      get: (target, name: keyof SyncServer) => {
        const member: unknown = target[name];
        return typeof member === 'function'
          ? (...given: unknown[]) =>
              this.through(line, () => member.apply(target, given) as Promise<unknown>).catch(tellTimeOut)
          : member;
      },
    });
  }

  private fetch(path: string, { method = 'GET', body }: RequestInit): Promise<Response> {
    const { line } = this;
    if (!line) throw new Error(`a request on no line: ${path}`);
    const text = typeof body === 'string' ? body : undefined;
    const push = path.startsWith('/api/sync/push') ? (JSON.parse(text!) as PushRequest) : undefined;
    for (const change of push?.changes ?? []) this.watcher.sent(change, line.label);
    const name = `${line.label} ${push ? `push ${push.changes.length}` : path.split('&')[0]}`;
    return new Promise((resolve, reject) => {
      this.stage.enqueue(`${name} arrives`, async () => {
        // What a page had sent before it was killed may still arrive; nobody hears the answer.
        const fault = this.chooseFault(line, text);
        if (fault !== 'none') this.faults += 1;
        const answer = await this.stage.outside(() => this.carry(fault, line, path, method, text, push));
        this.stage.enqueue(`${name} answered: ${fault} ${answer?.status ?? ''}`, () => {
          if (!line.isPageAlive()) return;
          if (answer)
            resolve(new Response(answer.body === '' ? null : answer.body, { status: answer.status }));
          else reject(fault === 'timeOut' ? new TimedOut() : new TypeError('network'));
        });
      });
    });
  }

  private chooseFault(line: Line, body: string | undefined): Fault {
    if (body !== undefined && body.length > line.bytesWithinTime) return 'timeOut';
    if (this.isCalm) return 'none';
    if (body?.includes(POISON)) return 'poisoned';
    if (!this.random.chance(0.3)) return 'none';
    const fault = this.random.pickWeighted(FAULTS);
    return fault;
  }

  private async carry(
    fault: Fault,
    line: Line,
    path: string,
    method: string,
    body: string | undefined,
    push: PushRequest | undefined,
  ): Promise<Answer | undefined> {
    if (fault === 'lostRequest' || fault === 'timeOut') return undefined;
    if (fault === 'portal') return { status: 200, body: '<html>Wi-Fi</html>' };
    if (fault === 'poisoned')
      return { status: 500, body: JSON.stringify({ code: 'internal-error', title: '故障' }) };
    const cookie = fault === 'signedOut' ? '' : fault === 'otherPerson' ? line.otherCookie : line.cookie;
    const ask = (): Promise<Answer> =>
      this.centre.ask(path, { method, cookie, ...(body !== undefined && { body }) });
    this.centre.failsBeforeCommit = fault === 'failsBeforeCommit';
    const answers = await Promise.all(fault === 'duplicate' ? [ask(), ask()] : [ask()]);
    this.centre.failsBeforeCommit = false;
    for (const answer of answers) this.watch(answer, push);
    return fault === 'lostAnswer' ? undefined : answers.at(-1);
  }

  private watch({ status, body }: Answer, push: PushRequest | undefined): void {
    if (status !== 200 || !body.startsWith('{')) return;
    const parsed = JSON.parse(body) as PushResponse & { records?: unknown[] };
    if (push) this.watcher.answered(push.changes, parsed);
    if (push || (parsed.records?.length ?? 0) > 0) this.hasMoved = true;
  }
}

/** A request that was given up after too long a silence. */
class TimedOut extends TypeError {}

/** No time passes here in which a request could be silent for too long: it is said instead. */
function tellTimeOut(error: unknown): never {
  if (error instanceof Unreachable && error.cause instanceof TimedOut)
    throw new Unreachable(error.cause, true);
  throw error;
}
