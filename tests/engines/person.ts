import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineWindow } from './driver.ts';
import type * as pageSide from './page-side.ts';
import type { Found, Role, Target, Words } from './page-side.ts';

/** Text that is contained, or a pattern. */
type Name = string | RegExp;

/** What one looks for, from outside the page. */
export interface Looked {
  role?: Role;
  name?: Name;
  selector?: string;
  text?: Name;
  nth?: number;
  within?: Looked;
}

/** As long as a person looks at what is new; it takes no press for half a second (see `guardPresses`). */
const LOOK_MS = 600;
const PATIENCE_MS = 20_000;
/** What has not moved for so long stays where it is. */
const STILL_MS = 300;
const BETWEEN_LOOKS_MS = 100;

/** Somebody at a window: looks for what stands there, presses, types, and waits as long as one would. */
export class Person {
  constructor(
    readonly window: EngineWindow,
    private readonly pageScript: string,
    /** Where pictures go, if anybody wants any. */
    private readonly picturesDir: string | undefined,
  ) {}

  async see(looked: Looked, patienceMs = PATIENCE_MS): Promise<Found> {
    return this.until(`${describe(looked)} is seen`, async () => await this.locate(looked), patienceMs);
  }

  async seeHeading(name: Name): Promise<void> {
    await this.see({ selector: 'h1', name });
  }

  async seeText(text: Name, patienceMs = PATIENCE_MS): Promise<void> {
    await this.see({ text }, patienceMs);
  }

  async isSeen(looked: Looked): Promise<boolean> {
    return (await this.count(looked)) > 0;
  }

  count(looked: Looked): Promise<number> {
    return this.inPage('count', [toTarget(looked)]);
  }

  /** Taps what is there; on what has just come, `press` is meant. */
  async tap(looked: Looked): Promise<void> {
    // What moves while the page fills itself is waited for.
    let before: Found | null = null;
    let stillSince = Date.now();
    const { x, y } = await this.until(`${describe(looked)} can be pressed`, async () => {
      const found = await this.locate(looked);
      if (found?.x !== before?.x || found?.y !== before?.y || !found?.isReachable) stillSince = Date.now();
      before = found;
      return Date.now() - stillSince >= STILL_MS ? found : null;
    });
    await this.window.tap({ x, y });
  }

  /** Looks at what has come, or come to say something else, a moment ago, and presses it. */
  async press(looked: Looked): Promise<void> {
    await this.see(looked);
    await pause(LOOK_MS);
    await this.tap(looked);
  }

  /** Taps until it is chosen. */
  async check(looked: Looked): Promise<void> {
    if ((await this.see(looked)).isChecked) return;
    await this.tap(looked);
    await this.until(`${describe(looked)} is chosen`, async () => (await this.locate(looked))?.isChecked);
  }

  async choose(looked: Looked, option: string): Promise<void> {
    await this.see(looked);
    await this.until(`${describe(looked)} offers ${option}`, () =>
      this.inPage('choose', [toTarget(looked), option]),
    );
  }

  /** Puts the cursor behind what a field holds; taps again where a tap came too early. */
  async enterField(looked: Looked): Promise<void> {
    await this.until(`${describe(looked)} has the focus`, async () => {
      await this.tap(looked);
      await pause(BETWEEN_LOOKS_MS);
      return (await this.locate(looked))?.hasFocus;
    });
    await this.inPage('goToEnd', [toTarget(looked)]);
  }

  async type(looked: Looked, text: string): Promise<void> {
    await this.enterField(looked);
    await this.window.type(text);
    await this.until(`${describe(looked)} holds what was typed`, async () =>
      (await this.locate(looked))?.value.includes(text),
    );
  }

  async valueOf(looked: Looked): Promise<string> {
    return (await this.see(looked)).value;
  }

  /** Runs the body of an async function in the page. */
  ask<T>(body: string, ...args: unknown[]): Promise<T> {
    return this.window.ask(body, args) as Promise<T>;
  }

  async until<T>(
    what: string,
    look: () => Promise<T | null | undefined | false>,
    patienceMs = PATIENCE_MS,
  ): Promise<T> {
    let fault: unknown;
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(BETWEEN_LOOKS_MS)) {
      try {
        const found = await look();
        if (found) return found;
        fault = undefined;
      } catch (error) {
        // A page that is going away cannot be asked; the next one can.
        fault = error;
      }
    }
    throw new Error(`waited in vain until ${what}${fault ? `: ${String(fault)}` : ''}`);
  }

  /** Keeps a picture of what is seen, if pictures are wanted. */
  async picture(name: string): Promise<void> {
    if (this.picturesDir === undefined) return;
    await pause(LOOK_MS);
    await writeFile(join(this.picturesDir, `${name}.png`), await this.window.look());
  }

  private locate(looked: Looked): Promise<Found | null> {
    return this.inPage('locate', [toTarget(looked)]);
  }

  private inPage<Task extends keyof typeof pageSide>(
    name: Task,
    args: Parameters<(typeof pageSide)[Task]>,
  ): Promise<ReturnType<(typeof pageSide)[Task]>> {
    return this.ask(`${this.pageScript}; return pageSide.${name}(...args[0]);`, args);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function toTarget({ name, text, within, ...rest }: Looked): Target {
  return {
    ...rest,
    ...(name !== undefined && { name: toWords(name) }),
    ...(text !== undefined && { text: toWords(text) }),
    ...(within && { within: toTarget(within) }),
  };
}

function toWords(name: Name): Words {
  return typeof name === 'string' ? name : { pattern: name.source };
}

function describe({ role, name, selector, text, within }: Looked): string {
  const parts = [
    role,
    selector,
    name === undefined ? undefined : String(name),
    text && `text ${String(text)}`,
  ];
  return `${parts.filter(Boolean).join(' ')}${within ? ` within ${describe(within)}` : ''}`;
}
