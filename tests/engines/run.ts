import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DAY, type Day } from './day.ts';
import { Device } from './device.ts';
import type { Engine, EngineKind } from './driver.ts';
import { chromium109 } from './kinds/chromium-109.ts';
import { chromium } from './kinds/chromium.ts';
import { firefox } from './kinds/firefox.ts';
import { webkit } from './kinds/webkit.ts';
import { Office } from './office.ts';
import { buildPageScript } from './page-script.ts';

/*
 * npm run test:engines -- [--only webkit,firefox] [--pictures DIR]: the day in every engine that is there or can be
 * installed. An engine that cannot be had is said, and is no failure. The last line is JSON: for each engine
 * what came of every step. Exit code 1 when a step failed.
 */
const KINDS: EngineKind[] = [chromium, firefox, webkit, chromium109];

/** `ok`, `left out: why`, or what went wrong. */
type Outcomes = Record<string, string>;
interface Result {
  version?: string;
  missing?: string;
  passed?: boolean;
  seconds?: number;
  notDriven?: string[];
  steps?: Outcomes;
}

const { values } = parseArgs({ options: { only: { type: 'string' }, pictures: { type: 'string' } } });
const wanted = values.only?.split(',');
const pageScript = await buildPageScript();
const demoCache = await mkdtemp(join(tmpdir(), 'banso-demo-'));
process.env['DEMO_CACHE'] ??= demoCache;
process.env['TZ'] = 'Asia/Tokyo';

const results: Record<string, Result> = {};
for (const kind of KINDS.filter(({ name }) => !wanted || wanted.includes(name))) {
  results[kind.name] = await runKind(kind);
}
await rm(demoCache, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(results)}\n`);
if (Object.values(results).some(({ passed }) => passed === false)) process.exitCode = 1;

async function runKind(kind: EngineKind): Promise<Result> {
  say(`\n${kind.name}`);
  let engine: Engine;
  try {
    engine = await kind.find();
  } catch (error) {
    const missing = messageOf(error);
    say(`  not there: ${missing}`);
    return { missing };
  }
  const startedMs = Date.now();
  const picturesDir = values.pictures && join(values.pictures, kind.name);
  if (picturesDir) await mkdir(picturesDir, { recursive: true });
  const office = await Office.open();
  const [phone, tablet] = [
    await Device.make(engine, pageScript, picturesDir),
    await Device.make(engine, pageScript, picturesDir),
  ];
  try {
    const steps = await runDay({ engine, office, phone, tablet });
    return {
      version: phone.version,
      passed: Object.values(steps).every((outcome) => outcome === 'ok' || outcome.startsWith('ok, ')),
      seconds: Math.round((Date.now() - startedMs) / 1000),
      notDriven: engine.notDriven,
      steps,
    };
  } finally {
    await phone.throwAway();
    await tablet.throwAway();
    await office.close();
  }
}

/** One step stands on the other: what comes after one that failed is not tried. */
async function runDay(day: Day): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  for (const { name, run } of DAY) {
    try {
      const remark = await run(day);
      outcomes[name] = remark ? `ok, ${remark}` : 'ok';
    } catch (error) {
      outcomes[name] = messageOf(error);
    }
    say(`  ${name}: ${outcomes[name]}`);
    if (!outcomes[name].startsWith('ok')) {
      await pictureOfFailure(day);
      break;
    }
  }
  return outcomes;
}

async function pictureOfFailure({ phone, tablet }: Day): Promise<void> {
  for (const device of [tablet, phone]) {
    try {
      return await device.person.picture('failure');
    } catch {
      // It was not opened, or has gone.
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
