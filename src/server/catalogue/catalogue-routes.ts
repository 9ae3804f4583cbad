import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  createEditionSchema,
  fiscalYearSchema,
  importProgrammesSchema,
  importReportSchema,
  MAX_EDITION_BYTES,
  MAX_REPORT_BYTES,
  programmeKeySchema,
  publishEditionSchema,
  putIssueLinksSchema,
  putProblemWordsSchema,
  putOutlineSchema,
  putProgrammeSchema,
  putPublicPageSchema,
  readReportSchema,
  revisionQuerySchema,
} from '#protocol/catalogue.ts';
import {
  createEdition,
  discardDraft,
  getEditionDetail,
  importProgrammes,
  listEditionSummaries,
  publishEdition,
  putOutline,
  putProgramme,
  removeProgramme,
  type Editor,
} from './editions.ts';
import { getIssueLinks, replaceIssueLinks } from './issue-links.ts';
import { getProblemWords, replaceProblemWords } from './problem-words.ts';
import { setPageWithdrawn } from '#server/public-pages/withdrawn-pages.ts';
import { importReport, tryReport } from './reports.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { Problem } from '#server/http/problem.ts';

const yearSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}$/, 'not a fiscal year'),
  v.transform(Number),
  fiscalYearSchema,
);
const editionParameters = v.object({ fiscalYear: yearSchema });
const programmeParameters = v.object({ fiscalYear: yearSchema, key: programmeKeySchema });

/** Upkeep of the catalogue and of the links from issues to programmes. */
export async function catalogueRoutes(app: FastifyInstance): Promise<void> {
  const { db } = app.database;
  const config = { action: 'catalogue.edit' } as const;
  const bodyLimit = MAX_EDITION_BYTES;

  app.get('/catalogue/editions', { config }, async ({ session }) =>
    listEditionSummaries(db, session.centreId),
  );

  app.post('/catalogue/editions', { config }, async (request, reply) => {
    const created = await createEdition(
      app,
      editorOf(request),
      parseInput(createEditionSchema, request.body),
    );
    return reply.code(201).send(created);
  });

  app.get('/catalogue/editions/:fiscalYear', { config }, async (request) =>
    getEditionDetail(db, request.session.centreId, parseInput(editionParameters, request.params).fiscalYear),
  );

  app.put('/catalogue/editions/:fiscalYear/programmes', { config, bodyLimit }, async (request) => {
    const { fiscalYear } = parseInput(editionParameters, request.params);
    const { programmes, revision } = parseInput(importProgrammesSchema, request.body);
    return importProgrammes(app, editorOf(request), fiscalYear, programmes, revision);
  });

  app.put('/catalogue/editions/:fiscalYear/programmes/:key', { config, bodyLimit }, async (request) => {
    const { fiscalYear, key } = parseInput(programmeParameters, request.params);
    const { programme, revision } = parseInput(putProgrammeSchema, request.body);
    if (programme.key !== key) {
      throw new Problem('malformed-request', {
        errors: [{ pointer: '/programme/key', message: 'another key than the address' }],
      });
    }
    return putProgramme(app, editorOf(request), fiscalYear, programme, revision);
  });

  app.delete('/catalogue/editions/:fiscalYear/programmes/:key', { config }, async (request) => {
    const { fiscalYear, key } = parseInput(programmeParameters, request.params);
    return removeProgramme(
      app,
      editorOf(request),
      fiscalYear,
      key,
      parseInput(revisionQuerySchema, request.query).revision,
    );
  });

  app.put('/catalogue/editions/:fiscalYear/outline', { config, bodyLimit }, async (request) => {
    const { fiscalYear } = parseInput(editionParameters, request.params);
    const { revision, ...outline } = parseInput(putOutlineSchema, request.body);
    return putOutline(app, editorOf(request), fiscalYear, outline, revision);
  });

  app.post('/catalogue/editions/:fiscalYear/publish', { config }, async (request) => {
    const { fiscalYear } = parseInput(editionParameters, request.params);
    return publishEdition(
      app,
      editorOf(request),
      fiscalYear,
      parseInput(publishEditionSchema, request.body).revision,
    );
  });

  app.delete('/catalogue/editions/:fiscalYear/draft', { config }, async (request) => {
    const { fiscalYear } = parseInput(editionParameters, request.params);
    return discardDraft(
      app,
      editorOf(request),
      fiscalYear,
      parseInput(revisionQuerySchema, request.query).revision,
    );
  });

  // What is wrong with a file is said by page and line.
  const reading = { ...config, judgesInput: true } as const;
  app.post(
    '/catalogue/reports/reading',
    { config: reading, bodyLimit: MAX_REPORT_BYTES },
    async (request) => {
      const { text, decisions } = parseInput(readReportSchema, request.body);
      return tryReport(db, editorOf(request), text, decisions);
    },
  );

  app.post('/catalogue/reports', { config: reading, bodyLimit: MAX_REPORT_BYTES }, async (request, reply) => {
    const imported = await importReport(app, editorOf(request), parseInput(importReportSchema, request.body));
    return reply.code(201).send(imported);
  });

  app.put('/catalogue/public-pages/:key', { config }, async (request, reply) => {
    const { key } = parseInput(v.object({ key: programmeKeySchema }), request.params);
    await setPageWithdrawn(
      app,
      editorOf(request),
      key,
      parseInput(putPublicPageSchema, request.body).isWithdrawn,
    );
    return reply.code(204).send();
  });

  app.get('/catalogue/issue-links', { config }, async ({ session }) => getIssueLinks(db, session.centreId));

  app.put('/catalogue/issue-links', { config, bodyLimit }, async (request) => {
    const { links, revision } = parseInput(putIssueLinksSchema, request.body);
    return replaceIssueLinks(app, editorOf(request), links, revision);
  });

  app.get('/catalogue/problem-words', { config }, async ({ session }) =>
    getProblemWords(db, session.centreId),
  );

  app.put('/catalogue/problem-words', { config, bodyLimit }, async (request) => {
    const { entries, revision } = parseInput(putProblemWordsSchema, request.body);
    return replaceProblemWords(app, editorOf(request), entries, revision);
  });
}

function editorOf({ session, language }: FastifyRequest): Editor {
  return { centreId: session.centreId, userId: session.userId, language };
}
