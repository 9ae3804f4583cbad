import { readFileSync } from 'node:fs';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { countFacets, filterProgrammes } from '#domain/catalogue/search/search-filter.ts';
import { buildProgrammeIndex, searchProgrammes } from '#domain/catalogue/search/search.ts';

const QUERIES = [
  '商店街の活性化支援',
  '販路 首都圏',
  '支援',
  'ものづくり産業',
  '三八地域県民局',
  'BCP 実践塾',
  'netis',
  'あおもり',
  '県',
  '海外市場販路の開拓支援',
];
const ROUNDS = 20;

export interface ProgrammeSearchTimes {
  editions: number;
  programmes: number;
  buildMs: number;
  medianMs: number;
  p99Ms: number;
  worstMs: number;
}

/**
 * Times one keystroke of the programme search (search with marks, filter, facet counts) for
 * every beginning of some queries, over so many editions of the report, in milliseconds at
 * this machine's full speed.
 */
export function measureProgrammeSearch(reportText: string, editions: number): ProgrammeSearchTimes {
  const { programmes } = parseReport(reportText);
  const all = Array.from({ length: editions }, () => programmes).flat();
  const startedMs = performance.now();
  const index = buildProgrammeIndex(all);
  const buildMs = performance.now() - startedMs;
  const keystrokes = QUERIES.flatMap((query) => Array.from(query, (_, at) => query.slice(0, at + 1)));
  const type = (query: string): number => {
    const keyMs = performance.now();
    const hits = searchProgrammes(index, query);
    filterProgrammes(hits, { state: 'inForce' }, 2013);
    countFacets(hits, { state: 'inForce' }, 2013);
    return performance.now() - keyMs;
  };
  keystrokes.forEach(type);
  const times = Array.from({ length: ROUNDS }, () => keystrokes.map(type))
    .flat()
    .sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { editions, programmes: all.length, buildMs, medianMs: at(0.5), p99Ms: at(0.99), worstMs: at(1) };
}

if (import.meta.filename === process.argv[1]) {
  const reportText = readFileSync(new URL('../../seeds/003_a42f7362741e37e4.txt', import.meta.url), 'utf8');
  for (const editions of [1, 5])
    process.stdout.write(`${JSON.stringify(measureProgrammeSearch(reportText, editions))}\n`);
}
