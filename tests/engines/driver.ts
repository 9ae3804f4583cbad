/** A window's inside, in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export const PHONE: Size = { width: 390, height: 844 };
export const TABLET: Size = { width: 1180, height: 820 };

/** Where a person taps, in CSS pixels from the upper left corner of what is seen. */
export interface Point {
  x: number;
  y: number;
}

export type Key = 'Enter' | 'Escape' | 'Backspace' | 'Tab';

/**
 * One window of a real browser: the little that the day needs, so that every engine can give it.
 * Presses and keys come in as a person's do, not as events that a script makes.
 */
export interface EngineWindow {
  /** What the browser calls itself. */
  version: string;
  go: (url: string) => Promise<void>;
  reload: () => Promise<void>;
  /** Runs the body of an async function in the page, with `args`, and gives what it returns. */
  ask: (body: string, args: unknown[]) => Promise<unknown>;
  tap: (point: Point) => Promise<void>;
  type: (text: string) => Promise<void>;
  press: (key: Key) => Promise<void>;
  resize: (size: Size) => Promise<void>;
  /** What is seen, as PNG. */
  look: () => Promise<Buffer>;
  /** Takes the network away from the browser, where it has such a switch. */
  setOffline?: (isOffline: boolean) => Promise<void>;
  /**
   * Composes a phrase in the field that has the focus, as an input method does; it stays open until
   * `endComposing` takes it by Enter. Left out where nothing can stand in for an input method.
   */
  compose?: (phrase: string) => Promise<void>;
  endComposing?: () => Promise<void>;
  /** As the system does when it needs memory: at once, without a word to the pages. */
  kill: () => Promise<void>;
  /** As a person does: what it has in memory goes to the profile first. */
  close: () => Promise<void>;
}

/** A browser engine that is there. */
export interface Engine {
  open: (profileDir: string, size: Size) => Promise<EngineWindow>;
  /** Whether service workers run in it; without them nothing can be opened while the server is away. */
  hasServiceWorkers: boolean;
  /** What of a person's doing had to be done in another way. */
  notDriven: string[];
}

/** How an engine is found, or installed where that can be done. */
export interface EngineKind {
  name: string;
  /** @throws with what is missing, in one line. */
  find: () => Promise<Engine>;
}
