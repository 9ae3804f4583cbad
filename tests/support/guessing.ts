import type { FastifyInstance } from 'fastify';
import { computeInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { answerEverything, inviteCompany, makeSubmission, openSeedSurvey } from './fieldwork.ts';
import { createTestApp } from './app.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';

const SURVEY = 'sme-survey-2026';
const GUESSER = '203.0.113.9';
const ELSEWHERE = '198.51.100.7';
/** Time that passes from one guess to the next. */
const PACE_MS = 10;
/** After so many guesses two honest companies answer, one from the guesser's address and one from another. */
const HONEST_EVERY = 2_500;

/** What became of many guesses, with honest companies answering meanwhile. */
export interface GuessOutcome {
  guesses: number;
  /** Codes that the guesser found to exist. Must be none. */
  found: number;
  /** Guesses that were looked at, and those that were told to wait. */
  lookedAt: number;
  told: number;
  longestWaitSeconds: number;
  /** Honest companies that came, and those that could open their page and send it. */
  honest: number;
  answered: number;
}

/**
 * Guesses well-formed codes from one address as fast as the server answers, half of them by
 * opening the page, half by sending answers, at a centre with real codes.
 */
export async function guessCodes(
  database: DatabaseHandle,
  { guesses, respondentDir }: { guesses: number; respondentDir: string },
): Promise<GuessOutcome> {
  let nowMs = Date.parse('2026-11-20T03:00:00.000Z');
  const test = await createTestApp(database, { respondentDir, clock: () => nowMs });
  try {
    const { questionnaire } = await openSeedSurvey(database, test.centreId, () => nowMs);
    const answers = answerEverything(questionnaire);
    const outcome: GuessOutcome = {
      guesses,
      found: 0,
      lookedAt: 0,
      told: 0,
      longestWaitSeconds: 0,
      honest: 0,
      answered: 0,
    };
    const submission = (code: string): object =>
      makeSubmission(questionnaire, { kind: 'code', code }, { answers });
    const small = {
      protocol: 1,
      id: '01a1fb38-0000-7000-8000-00000000000c',
      questionnaireRevision: questionnaire.revision,
      language: 'ja',
      startedAt: '2026-11-20T01:00:00.000Z',
      submittedAt: '2026-11-20T01:00:00.000Z',
      seed: '',
      answers: {},
      answeredAt: {},
    };

    for (let guess = 0; guess < guesses; guess += 1) {
      nowMs += PACE_MS;
      const code = computeInvitationCode('what a guesser makes codes with, at random', {
        centreId: 'x',
        surveyId: 'x',
        unitId: 'x',
        generation: guess,
      });
      const response = await (guess % 2 === 0
        ? test.app.inject({ method: 'GET', url: `/s/${code}`, remoteAddress: GUESSER })
        : test.app.inject({
            method: 'POST',
            url: '/s/api/submissions',
            remoteAddress: GUESSER,
            payload: { ...small, entry: { kind: 'code', code } },
          }));
      if (response.statusCode === 429) {
        outcome.told += 1;
        outcome.longestWaitSeconds = Math.max(
          outcome.longestWaitSeconds,
          Number(response.headers['retry-after']),
        );
      } else if (response.statusCode === 404) outcome.lookedAt += 1;
      else outcome.found += 1;

      if (guess % HONEST_EVERY === 0) {
        for (const address of [GUESSER, ELSEWHERE]) {
          const { code: right } = await inviteCompany(test, SURVEY);
          outcome.honest += 1;
          if (await isAnswered(test.app, right, submission(right), address)) outcome.answered += 1;
        }
      }
    }
    return outcome;
  } finally {
    await test.app.close();
  }
}

/** Opens a page and sends it, mistyping the code a few times before. */
async function isAnswered(
  app: FastifyInstance,
  code: string,
  payload: object,
  remoteAddress: string,
): Promise<boolean> {
  for (const mistyped of ['AAAAA-AAAAB', code.slice(0, -1)])
    await app.inject({ method: 'GET', url: `/s/${mistyped}`, remoteAddress });
  const page = await app.inject({ method: 'GET', url: `/s/${code}`, remoteAddress });
  const sent = await app.inject({ method: 'POST', url: '/s/api/submissions', payload, remoteAddress });
  return page.statusCode === 200 && sent.statusCode === 200;
}
