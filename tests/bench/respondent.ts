import type { Product } from '#tests/support/product.ts';
import { computeSpread, formatTable, type Figure, type FigureUnit, type Spread } from './figure.ts';
import { measurePage, type PageRun } from './measure-page.ts';
import { openOurPage } from './our-page.ts';
import type { SurveyPage } from './survey-page.ts';

const RUNS = 5;

/** What is told of a page: the bar of issue 4 where there is one, and the amounts of one run. */
interface Quantity {
  name: string;
  unit: FigureUnit;
  bar?: number;
  amounts: (run: PageRun) => number[];
}

const QUANTITIES: readonly Quantity[] = [
  { name: 'largest contentful paint', unit: 'ms', bar: 1_500, amounts: (run) => [run.largestPaintMs] },
  { name: 'first question can be answered', unit: 'ms', amounts: (run) => [run.firstQuestionMs] },
  { name: 'input delay', unit: 'ms', bar: 50, amounts: (run) => run.inputDelaysMs },
  { name: 'tap on an option to paint', unit: 'ms', bar: 50, amounts: (run) => run.tapToPaintMs },
  { name: 'key in a long text to paint', unit: 'ms', bar: 50, amounts: (run) => run.keyToPaintMs },
  { name: 'all JavaScript, gzip', unit: 'KiB', bar: 45, amounts: (run) => [run.scriptKiB] },
  { name: 'its worker, gzip', unit: 'KiB', bar: 5, amounts: (run) => [run.workerKiB] },
  { name: 'transferred until it stands', unit: 'KiB', amounts: (run) => [run.transferredKiB] },
  { name: 'requests to others', unit: 'count', bar: 0, amounts: (run) => [run.foreignRequests] },
  { name: 'cookies before sending', unit: 'count', bar: 0, amounts: (run) => [run.cookies] },
];

/** The company's page on a slow phone and a slow line, and peers' pages of the same questionnaire beside it. */
export async function measureRespondent(product: Product, peers: readonly SurveyPage[]): Promise<Figure[]> {
  const own = await openOurPage(product);
  const runs = new Map<string, PageRun[]>();
  // In turns, so that what else the machine does meets all of them.
  for (let run = 0; run < RUNS; run += 1) {
    for (const survey of [own, ...peers]) {
      runs.set(survey.name, [...(runs.get(survey.name) ?? []), await measurePage(product.browser, survey)]);
    }
  }
  const spreadOf = (survey: SurveyPage, { name, amounts }: Quantity): Spread =>
    computeSpread(`${survey.name}, ${name}`, runs.get(survey.name)!.flatMap(amounts));
  const figures = QUANTITIES.map((quantity): Figure => {
    const { name, unit, bar } = quantity;
    const beside = Object.fromEntries(peers.map((peer) => [peer.name, spreadOf(peer, quantity)]));
    return {
      name: `company’s page: ${name}`,
      unit,
      ...spreadOf(own, quantity),
      ...(bar !== undefined && { bar }),
      ...(peers.length > 0 && { peers: beside }),
    };
  });
  process.stderr.write(formatTable(figures, own.name));
  return figures;
}
