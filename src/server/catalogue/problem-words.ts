import type { FastifyInstance } from 'fastify';
import type { Instant } from '#domain/canonical/dates.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import {
  pickProblemWords,
  validateProblemWords,
  type ProblemWords,
  type ProblemWordsFault,
} from '#domain/advice/problem-words.ts';
import type { ProblemWordsDetail } from '#protocol/catalogue.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import {
  findProblemWords,
  putProblemWords,
  type StoredProblemWords,
} from '#server/database/queries/problem-words.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import type { Editor } from './editions.ts';

const FAULTS: Record<ProblemWordsFault, LocalisedText> = {
  notAList: { ja: '一覧ではありません', en: 'This is no list' },
  notAnEntry: { ja: '語彙の項目ではありません', en: 'This is no entry of the vocabulary' },
  unknownIssue: { ja: '知らない課題です', en: 'There is no such issue' },
  badWeight: { ja: '重みは1・2・3のいずれかです', en: 'The weight is 1, 2 or 3' },
  noPhrase: { ja: '言い回しを一つ以上書いてください', en: 'Please write at least one phrase' },
  badText: {
    ja: '言い回しは文字を含む40字までの一行です',
    en: 'A phrase is one line with letters, of 40 characters at most',
  },
  duplicate: { ja: '同じ言い回しが二つあります', en: 'The same phrase stands there twice' },
  tooMany: { ja: '項目は300までです', en: 'There can be 300 entries at most' },
};

/** The vocabulary as it is kept up; none yet is revision 0. */
export async function getProblemWords(db: Queries, centreId: string): Promise<ProblemWordsDetail> {
  const stored = await findProblemWords(db, centreId);
  return { revision: stored?.revision ?? 0, entries: stored?.entries ?? [] };
}

/**
 * Puts another vocabulary in place of the one there is; devices get it at once. The same again is
 * no change.
 *
 * @throws Problem `problem-words-invalid` with a pointer to each entry that does not hold, `problem-words-changed`.
 */
export async function replaceProblemWords(
  { database, clock }: FastifyInstance,
  { centreId, userId, language }: Editor,
  input: unknown[],
  revision: number,
): Promise<ProblemWordsDetail> {
  return database.db.transaction().execute(async (tx) => {
    const before = await getProblemWords(tx, centreId);
    const problems = validateProblemWords(input);
    if (problems.length > 0) {
      throw new Problem('problem-words-invalid', {
        errors: problems.map(({ index, fault, value }) => ({
          pointer: index === null ? '/entries' : `/entries/${index}`,
          message:
            value === '' ? FAULTS[fault][language] : `${FAULTS[fault][language]} (${value.slice(0, 40)})`,
        })),
      });
    }
    const entries = pickProblemWords(input as ProblemWords[]);
    if (canonicalJson(before.entries) === canonicalJson(entries)) return before;
    if (before.revision !== revision) throw new Problem('problem-words-changed');
    const stored = {
      centreId,
      entries,
      revision: revision + 1,
      updatedAt: instantOf(clock),
      updatedBy: userId,
    };
    if (!(await storeProblemWords(tx, stored))) throw new Problem('problem-words-changed');
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'catalogue.words',
      subject: null,
      detail: describeChange(before.entries, entries),
    });
    return { revision: revision + 1, entries };
  });
}

/** Makes the seed's vocabulary the centre's, unless the office has changed it. Call it inside a transaction. */
export async function installProblemWords(
  tx: Queries,
  centreId: string,
  entries: ProblemWords[],
  now: Instant,
): Promise<void> {
  const before = await findProblemWords(tx, centreId);
  const isOurs = before === undefined || before.updatedBy === null;
  if (!isOurs || (before && canonicalJson(before.entries) === canonicalJson(entries))) return;
  await storeProblemWords(tx, {
    centreId,
    entries,
    revision: (before?.revision ?? 0) + 1,
    updatedAt: now,
    updatedBy: null,
  });
}

/** Writes a vocabulary and what devices carry of it; false when someone was faster. */
async function storeProblemWords(tx: Queries, stored: StoredProblemWords): Promise<boolean> {
  if (!(await putProblemWords(tx, stored))) return false;
  await putDocument(tx, stored.centreId, 'problem-words', stored.entries, stored.updatedAt);
  return true;
}

function describeChange(
  before: readonly ProblemWords[],
  after: readonly ProblemWords[],
): Record<'added' | 'removed', string[]> {
  const old = new Set(before.map((entry) => canonicalJson(entry)));
  const now = new Set(after.map((entry) => canonicalJson(entry)));
  return { added: [...now].filter((one) => !old.has(one)), removed: [...old].filter((one) => !now.has(one)) };
}
