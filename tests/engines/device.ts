import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineWindow, Size } from './driver.ts';
import { Person } from './person.ts';

/** A phone or tablet with a browser, and what it keeps. */
export class Device {
  private window: EngineWindow | undefined;
  private current: Person | undefined;

  private constructor(
    private readonly engine: Engine,
    private readonly profileDir: string,
    private readonly pageScript: string,
    private readonly picturesDir: string | undefined,
  ) {}

  static async make(engine: Engine, pageScript: string, picturesDir: string | undefined): Promise<Device> {
    const profileDir = await mkdtemp(join(tmpdir(), 'banso-device-'));
    return new Device(engine, profileDir, pageScript, picturesDir);
  }

  /** Who holds it. */
  get person(): Person {
    if (!this.current) throw new Error('nobody has opened the browser');
    return this.current;
  }

  get version(): string {
    return this.window?.version ?? '';
  }

  async open(size: Size): Promise<Person> {
    this.window = await this.engine.open(this.profileDir, size);
    this.current = new Person(this.window, this.pageScript, this.picturesDir);
    return this.current;
  }

  async killAndOpen(size: Size): Promise<void> {
    await this.window?.kill();
    this.window = undefined;
    await this.open(size);
  }

  async throwAway(): Promise<void> {
    await this.window?.kill();
    await rm(this.profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
