import type { FastifyInstance } from 'fastify';
import { SUBMISSION_PATH, submissionSchema, type SubmissionReceipt } from '#protocol/respondent.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { createAttemptLimit, createKeyLimit } from '#server/plugins/attempt-limits.ts';
import { createGuessLimit } from '#server/plugins/guess-limits.ts';
import { Problem } from '#server/http/problem.ts';
import { findEntry, normaliseEntry } from './find-entry.ts';
import { findReceipt, receiveSubmission } from './receive-submission.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
const QUARTER_HOUR_MS = 15 * 60 * 1000;
/** Whole networks may have opened their pages honestly: see `guess-limits.ts`. */
const FREE_WRONG_CODES = 300;
/** An open link needs no code, and whoever has it could fill the database. */
const MAX_OPEN_SUBMISSIONS = 1000;
/** Nor is one code to fill it: room for several devices of a company. */
const MAX_SUBMISSIONS_OF_CODE = 20;
/** What is refused leaves nothing behind, but is work all the same. */
const MAX_ATTEMPTS_OF_CODE = 200;

/** What a company sends: without a session, known by the code or token alone. */
export async function respondentRoutes(app: FastifyInstance): Promise<void> {
  const guesses = createGuessLimit(app, 'submission', FREE_WRONG_CODES);
  const limitOpen = createAttemptLimit(app, {
    name: 'open-submission',
    max: MAX_OPEN_SUBMISSIONS,
    windowMs: QUARTER_HOUR_MS,
  });
  const limitInvitation = createKeyLimit(app, {
    name: 'code-submission',
    max: MAX_SUBMISSIONS_OF_CODE,
    windowMs: QUARTER_HOUR_MS,
  });
  const limitAttempts = createKeyLimit(app, {
    name: 'code-attempt',
    max: MAX_ATTEMPTS_OF_CODE,
    windowMs: QUARTER_HOUR_MS,
  });

  app.post(
    SUBMISSION_PATH,
    { config: { action: 'public' }, bodyLimit: BODY_LIMIT_BYTES },
    async (request, reply): Promise<SubmissionReceipt> => {
      const submission = parseInput(submissionSchema, request.body);
      const entry = normaliseEntry(submission.entry);
      if (!entry) throw new Problem('code-mistyped');
      const found = await findEntry(app, entry);
      if (!found) {
        const waitSeconds = entry.kind === 'code' ? await guesses.countWrong(request.ip) : 0;
        if (waitSeconds === 0) throw new Problem('code-unknown');
        void reply.header('retry-after', waitSeconds);
        throw new Problem('too-many-requests');
      }
      // The same again costs nothing: devices repeat it until they have heard of the receipt.
      const receipt = await findReceipt(app, found, submission);
      if (receipt) return receipt;
      const { invitation } = found;
      if (invitation) await limitAttempts(invitation.id, reply);
      else await limitOpen(request, reply);
      return receiveSubmission(app, found, submission, async () => {
        if (invitation) await limitInvitation(invitation.id, reply);
      });
    },
  );
}
