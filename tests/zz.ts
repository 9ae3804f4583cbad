import { tryMutations } from './domain/catalogue/report/line-mutations.ts';
import { REPORT_TEXT } from './domain/catalogue/report/report-text.ts';
const L = REPORT_TEXT.split('\n');
const t0=Date.now();
const trials = tryMutations(Number(process.argv[2]), Number(process.argv[3] ?? 1));
const m = new Map<string, number>();
for (const t of trials) { m.set(t.outcome, (m.get(t.outcome) ?? 0) + 1); if (t.outcome === 'silent') console.log(t.mutation, t.line, (L[t.line - 1]??'').trim().slice(0, 40), '=>', t.why.slice(0, 110)); }
console.log([...m], (Date.now()-t0)/1000);
