/*
 * Counts the same columns as DuckDB and Arquero do it, warm, and prints how long it took and what came out:
 * `node count.js FOLDER ROUNDS`, the folder with a byte a row in groups.bin and answers.bin, two in options.bin.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { table } from 'arquero';

const GROUPS = 20;
const ANSWERS = 9;
const OPTIONS = 16;
const [folder, rounds] = [process.argv[2], Number(process.argv[3])];
const bytesOf = (name) => Uint8Array.from(readFileSync(join(folder, name)));
const groups = bytesOf('groups.bin');
const answers = bytesOf('answers.bin');
const options = new Uint16Array(bytesOf('options.bin').buffer);
const each = (count, make) => Array.from({ length: count }, (_, index) => make(index));

const duckdb = await measureDuckDb();
process.stdout.write(JSON.stringify({ DuckDB: duckdb, Arquero: await measureArquero() }));

/** Two threads, groups and answers as ENUM; the options as bits of a number or as a column each, whichever is faster. */
async function measureDuckDb() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const names = (count) => each(count, (index) => `'v${index + 1}'`).join();
  await connection.run(`CREATE TYPE grp AS ENUM (${names(GROUPS)})`);
  await connection.run(`CREATE TYPE ans AS ENUM (${names(ANSWERS)})`);
  const file = join(folder, 'rows.csv');
  const lines = [];
  for (let row = 0; row < groups.length; row++) lines.push(`v${groups[row]},v${answers[row]},${options[row]}`);
  writeFileSync(file, lines.join('\n'));
  await connection.run(
    `CREATE TABLE rows AS SELECT *, ${each(OPTIONS, (option) => `(m >> ${option}) & 1 = 1 AS o${option}`).join()}
     FROM read_csv('${file}', header = false, columns = {'g': 'grp', 'a': 'ans', 'm': 'USMALLINT'})`,
  );
  const ask = (sql) => async () => (await connection.runAndReadAll(sql)).getRows();
  const place = (value) => Number(String(value).slice(1)) - 1;
  const single = await time(ask('SELECT g, a, count(*) FROM rows GROUP BY g, a'));
  const counts = each(GROUPS * ANSWERS, () => 0);
  for (const [group, answer, count] of single.result)
    counts[place(group) * ANSWERS + place(answer)] = Number(count);
  const sums = (of) => each(OPTIONS, (option) => `count_if(${of(option)})`).join();
  const ways = [
    await time(ask(`SELECT g, ${sums((option) => `m & ${1 << option} <> 0`)} FROM rows GROUP BY g`)),
    await time(ask(`SELECT g, ${sums((option) => `o${option}`)} FROM rows GROUP BY g`)),
  ];
  const middle = ({ times }) => [...times].sort((a, b) => a - b)[times.length >> 1];
  const [multiple] = ways.sort((a, b) => middle(a) - middle(b));
  const ticks = each(GROUPS * OPTIONS, () => 0);
  for (const [group, ...sumsOfGroup] of multiple.result)
    sumsOfGroup.forEach((sum, option) => (ticks[place(group) * OPTIONS + option] = Number(sum)));
  return { single: { times: single.times, counts }, multiple: { times: multiple.times, counts: ticks } };
}

async function measureArquero() {
  const rows = table({ g: groups, a: answers, m: options });
  const single = await time(() => rows.groupby('g', 'a').count().objects());
  const counts = each(GROUPS * ANSWERS, () => 0);
  for (const { g, a, count } of single.result) counts[(g - 1) * ANSWERS + a - 1] = count;
  const sums = Object.fromEntries(
    each(OPTIONS, (option) => [`o${option}`, `d => op.sum((d.m >> ${option}) & 1)`]),
  );
  const multiple = await time(() => rows.groupby('g').rollup(sums).objects());
  const ticks = each(GROUPS * OPTIONS, () => 0);
  for (const row of multiple.result)
    for (let option = 0; option < OPTIONS; option++) ticks[(row.g - 1) * OPTIONS + option] = row[`o${option}`];
  return { single: { times: single.times, counts }, multiple: { times: multiple.times, counts: ticks } };
}

/** A few rounds to get warm do not count. */
async function time(count) {
  const times = [];
  let result;
  for (let round = -3; round < rounds; round++) {
    const startedMs = performance.now();
    result = await count();
    if (round >= 0) times.push(performance.now() - startedMs);
  }
  return { times, result };
}
