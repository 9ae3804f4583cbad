import type { Product } from '#tests/support/product.ts';
import { computeSpread, type Figure, type FigureUnit } from './figure.ts';
import { measurePage, type PageRun } from './measure-page.ts';
import { openOurPage } from './our-page.ts';
import type { SurveyPage } from './survey-page.ts';

const RUNS = 5;

/** What is told of a page, its bar where there is one, and how much a run showed of it. */
interface Quantity {
  name: string;
  unit: FigureUnit;
  bar?: number;
  amounts: (run: PageRun) => number | number[];
}

const QUANTITIES: readonly Quantity[] = [
  { name: 'largest contentful paint', unit: 'ms', bar: 1_500, amounts: (run) => run.largestPaintMs },
  { name: 'first question can be answered', unit: 'ms', amounts: (run) => run.firstQuestionMs },
  { name: 'input delay', unit: 'ms', bar: 50, amounts: (run) => run.inputDelaysMs },
  { name: 'tap on an option to paint', unit: 'ms', bar: 50, amounts: (run) => run.tapToPaintMs },
  { name: 'key in a long text to paint', unit: 'ms', bar: 50, amounts: (run) => run.keyToPaintMs },
  { name: 'all JavaScript, gzip', unit: 'KiB', bar: 45, amounts: (run) => run.scriptKiB },
  { name: 'its worker, gzip', unit: 'KiB', bar: 5, amounts: (run) => run.workerKiB ?? [] },
  { name: 'transferred until it stands', unit: 'KiB', amounts: (run) => run.transferredKiB },
  { name: 'requests to others', unit: 'count', bar: 0, amounts: (run) => run.foreignRequests },
  { name: 'cookies before sending', unit: 'count', bar: 0, amounts: (run) => run.cookies },
];

/** The company's page on a slow phone and a slow line, and peers' pages of the same questionnaire beside it. */
export async function measureRespondent(product: Product, peers: readonly SurveyPage[]): Promise<Figure[]> {
  const own = await openOurPage(product);
  const runs = new Map<string, PageRun[]>();
  // In turns, so that what else the machine does meets all of them.
  for (let run = 0; run < RUNS; run += 1) {
    for (const survey of [own, ...peers]) {
      process.stderr.write(`run ${run + 1} of ${RUNS}: ${survey.name}\n`);
      runs.set(survey.name, [...(runs.get(survey.name) ?? []), await measurePage(product.browser, survey)]);
    }
  }
  return QUANTITIES.map(({ name, unit, bar, amounts }): Figure => {
    const amountsOf = (survey: SurveyPage): number[] => runs.get(survey.name)!.flatMap(amounts);
    // A peer that has no worker has nothing to tell of it.
    const told = peers
      .map((peer) => [peer.name, amountsOf(peer)] as const)
      .filter(([, measured]) => measured.length > 0);
    return {
      name: `company’s page: ${name}`,
      unit,
      ...computeSpread(name, amountsOf(own)),
      ...(bar !== undefined && { bar }),
      ...(told.length > 0 && {
        peers: Object.fromEntries(told.map(([peer, measured]) => [peer, computeSpread(name, measured)])),
      }),
    };
  });
}
