import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { pickProblemWords, validateProblemWords, type ProblemWords } from '#domain/advice/problem-words.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { checkCatalogue, type CatalogueDifference } from '#domain/catalogue/report/check.ts';
import { readReport } from '#domain/catalogue/report/parse-report.ts';
import { ReportError } from '#domain/catalogue/report/report-error.ts';
import {
  validateIssueLinks,
  parseIssueLinks,
  type IssueProgrammeLink,
} from '#domain/catalogue/issue-links.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { validateQuestionnaire } from '#domain/questionnaire/validate.ts';
import { surveySchema, type Survey } from '#protocol/survey-schema.ts';
import { describeDifferences } from './catalogue/difference-words.ts';
import { installIssueLinks, installReport } from './catalogue/install.ts';
import { installProblemWords } from './catalogue/problem-words.ts';
import { instantOf, type Clock } from './journal/clock.ts';
import type { DatabaseHandle } from './database/connect.ts';
import { findEdition } from './database/queries/editions.ts';
import type { Queries } from './database/schema.ts';
import { jsonPointer } from './http/parse-input.ts';
import { refreshStaffDocument } from './people/staff-document.ts';
import { installSurvey } from './surveys/install.ts';

/** What the server starts with. */
export interface SeedDocuments {
  catalogue: Catalogue;
  /** Where the report does not add up to what it prints. */
  differences: CatalogueDifference[];
  questionnaire: Questionnaire;
  survey: Survey;
  issueLinks: IssueProgrammeLink[];
  problemWords: ProblemWords[];
}

const REPORT = '003_a42f7362741e37e4.txt';
const QUESTIONNAIRE = 'questionnaire.json';
const SURVEY = 'survey.json';
const ISSUE_LINKS = 'issue-programme-links.json';
const PROBLEM_WORDS = 'problem-words.json';

/** A seed file that cannot be read or used: which, and why, in both languages. */
export class SeedError extends Error {
  constructor(
    readonly file: string,
    readonly reason: LocalisedText,
  ) {
    super(`${file}: ${reason.ja} / ${reason.en}`);
    this.name = 'SeedError';
  }
}

/**
 * Reads the seed files: the catalogue out of the annual report, the links from issues to
 * its programmes, the words by which companies name issues, the questionnaire, and its survey.
 *
 * @throws SeedError when one is missing or damaged.
 */
export async function readSeedDocuments(seedsDir: string): Promise<SeedDocuments> {
  const [report, questionnaireText, surveyText, linksText, wordsText] = await Promise.all(
    [REPORT, QUESTIONNAIRE, SURVEY, ISSUE_LINKS, PROBLEM_WORDS].map((file) => readSeed(seedsDir, file)),
  );
  const { catalogue, differences } = readCatalogue(report ?? '');
  const questionnaire = readQuestionnaire(questionnaireText ?? '');
  return {
    catalogue,
    differences,
    questionnaire,
    survey: readSurvey(surveyText ?? '', questionnaire),
    issueLinks: readIssueLinks(linksText ?? '', catalogue),
    problemWords: readProblemWords(wordsText ?? ''),
  };
}

/**
 * Makes the seed documents, and the directory of staff, a centre's documents: all of them
 * or none. What the office has changed since stays as it is, and a report that does not add
 * up leaves the edition of its year that the centre has.
 *
 * @throws SeedError when the report does not add up and the centre has no edition of its year.
 */
export async function installDocuments(
  { db }: DatabaseHandle,
  centreId: string,
  documents: SeedDocuments,
  clock: Clock,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const now = instantOf(clock);
    if (await isReportUsable(tx, centreId, documents))
      await installReport(tx, centreId, documents.catalogue, now);
    await installIssueLinks(tx, centreId, documents.issueLinks, now);
    await installProblemWords(tx, centreId, documents.problemWords, now);
    await installSurvey(tx, centreId, documents, clock);
    await refreshStaffDocument(tx, centreId, clock);
  });
}

async function isReportUsable(
  tx: Queries,
  centreId: string,
  { catalogue, differences }: SeedDocuments,
): Promise<boolean> {
  if (differences.length === 0) return true;
  if (await findEdition(tx, centreId, catalogue.fiscalYear)) return false;
  const { ja, en } = describeDifferences(differences);
  throw new SeedError(REPORT, {
    ja: `印刷された数と合いません: ${ja}`,
    en: `does not agree with its printed figures: ${en}`,
  });
}

async function readSeed(seedsDir: string, file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(seedsDir, file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new SeedError(file, { ja: `読み込めません (${code})`, en: `cannot be read (${code})` });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SeedError(file, { ja: 'UTF-8の文章ではありません', en: 'is not UTF-8 text' });
  }
}

function readCatalogue(text: string): Pick<SeedDocuments, 'catalogue' | 'differences'> {
  try {
    const { catalogue, printed } = readReport(text);
    return { catalogue, differences: checkCatalogue(catalogue, printed) };
  } catch (error) {
    if (error instanceof ReportError) throw new SeedError(REPORT, error.text);
    throw error;
  }
}

function readQuestionnaire(text: string): Questionnaire {
  const validation = validateQuestionnaire(parseJson(QUESTIONNAIRE, text));
  if (validation.ok) return validation.questionnaire;
  const lines = (language: 'ja' | 'en'): string =>
    validation.problems.map(({ path, message }) => `${path || '/'} ${message[language]}`).join('; ');
  throw new SeedError(QUESTIONNAIRE, { ja: lines('ja'), en: lines('en') });
}

function readSurvey(text: string, questionnaire: Questionnaire): Survey {
  const result = v.safeParse(surveySchema, parseJson(SURVEY, text));
  if (!result.success) {
    const lines = result.issues.map((issue) => `${jsonPointer(issue) || '/'} ${issue.message}`).join('; ');
    throw new SeedError(SURVEY, { ja: `形式が正しくありません: ${lines}`, en: `is not a survey: ${lines}` });
  }
  const survey = result.output;
  if (
    survey.questionnaireId !== questionnaire.id ||
    survey.questionnaireRevision !== questionnaire.revision
  ) {
    throw new SeedError(SURVEY, {
      ja: `調査票 ${questionnaire.id} の第${questionnaire.revision}版を指していません`,
      en: `does not name revision ${questionnaire.revision} of the questionnaire ${questionnaire.id}`,
    });
  }
  return survey;
}

function readIssueLinks(text: string, catalogue: Catalogue): IssueProgrammeLink[] {
  const links = parseJson(ISSUE_LINKS, text);
  const problems = validateIssueLinks(links, catalogue);
  if (problems.length === 0) return parseIssueLinks(links, catalogue);
  const lines = problems
    .map(({ index, fault, value }) => `${index === null ? '/' : `/${index}`} ${fault} ${value}`)
    .join('; ');
  throw new SeedError(ISSUE_LINKS, {
    ja: `つながりが成り立ちません: ${lines}`,
    en: `has links that do not hold: ${lines}`,
  });
}

function readProblemWords(text: string): ProblemWords[] {
  const entries = parseJson(PROBLEM_WORDS, text);
  const problems = validateProblemWords(entries);
  if (problems.length === 0) return pickProblemWords(entries as ProblemWords[]);
  const lines = problems
    .map(({ index, fault, value }) => `${index === null ? '/' : `/${index}`} ${fault} ${value}`)
    .join('; ');
  throw new SeedError(PROBLEM_WORDS, {
    ja: `言葉の一覧が成り立ちません: ${lines}`,
    en: `has entries that do not hold: ${lines}`,
  });
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SeedError(file, { ja: `JSONとして読めません: ${reason}`, en: `is not JSON: ${reason}` });
  }
}
