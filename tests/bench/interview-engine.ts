import { performance } from 'node:perf_hooks';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { computeProgress } from '#domain/interview/completeness.ts';
import { computeItemField } from '#domain/interview/field.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { listScreens } from '#domain/interview/screens.ts';
import type { Item, Option, Questionnaire } from '#domain/questionnaire/model.ts';

/*
 * npx tsx tests/bench/interview-engine.ts: what the engine computes between a key and the
 * screen, over 200 items of which three quarters depend on earlier answers. Node, one thread,
 * not throttled; the last line is JSON.
 */
const ITEMS = 200;
const KEYS = 2000;

const text = (words: string) => ({ ja: words, en: words });
const options: Option[] = Array.from({ length: 12 }, (_, place) => ({
  code: `o${place}`,
  label: text(`o${place}`),
  source: 'added',
}));

function itemAt(place: number): Item {
  const code = `q${place}`;
  const base = { code, label: text(code), required: true, source: 'added' } as const;
  const before = `q${place - 1}`;
  switch (place % 4) {
    case 0:
      return { ...base, kind: 'multiple', options, randomise: true };
    case 1:
      return {
        ...base,
        kind: 'text',
        relevant: `count-selected(\${${before}}) >= 0 and not(selected(\${q0}, 'o11'))`,
        constraint: "regex(., '.{0,200}')",
      };
    case 2:
      return { ...base, kind: 'gridMultiple', options, rowsFrom: `q${place - 2}`, maxSelections: 3 };
    default:
      return {
        ...base,
        kind: 'calculate',
        required: false,
        calculation: `count-selected(\${q${place - 3}}) + ${place > 4 ? `\${q${place - 4}}` : '0'}`,
      };
  }
}

const questionnaire: Questionnaire = {
  id: 'bench',
  revision: 1,
  title: text('bench'),
  introduction: text('bench'),
  languages: ['ja', 'en'],
  classifications: [],
  sections: [
    { code: 'all', label: text('all'), items: Array.from({ length: ITEMS }, (_, place) => itemAt(place)) },
  ],
};

let interview = startInterview(questionnaire, {}, 'seed', '2026-11-20');
for (let place = 0; place < ITEMS; place += 4)
  interview = setAnswer(interview, `q${place}`, ['o1', 'o3', 'o5']);

/** All that one keystroke into a text asks of the engine: routing, screens, progress, the field and its check. */
function press(key: number): void {
  const code = `q${1 + 4 * (key % (ITEMS / 4))}`;
  interview = setAnswer(interview, code, `text ${key}`);
  const relevance = computeRelevance(interview);
  listScreens(interview, relevance);
  computeProgress(interview, relevance);
  const item = interview.plan.items.get(code)!.item;
  computeItemField(interview, item);
  checkAnswer(interview, item, relevance);
}

for (let key = 0; key < 200; key++) press(key);
const durations = Array.from({ length: KEYS }, (_, key) => {
  const begun = performance.now();
  press(key);
  return performance.now() - begun;
}).sort((left, right) => left - right);

const at = (share: number) => Number(durations[Math.floor(share * (KEYS - 1))]!.toFixed(3));
const asked = computeRelevance(interview).size;
process.stdout.write(
  `${asked} of ${ITEMS} items asked; one keystroke: median ${at(0.5)} ms, 95 % within ${at(0.95)} ms\n`,
);
process.stdout.write(`${JSON.stringify({ items: ITEMS, asked, medianMs: at(0.5), p95Ms: at(0.95) })}\n`);
