import compress from '@fastify/compress';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { constants } from 'node:zlib';
import { createAuth } from './auth/better-auth.ts';
import type { Clock } from './journal/clock.ts';
import type { Config } from './settings/config.ts';
import type { DatabaseHandle } from './database/connect.ts';
import type { InvitationKeys } from './settings/invitation-keys.ts';
import { addAttemptLimits } from './plugins/attempt-limits.ts';
import { addErrors, answerError } from './plugins/errors.ts';
import { addGracefulStop } from './plugins/graceful-stop.ts';
import { addAutomaticBackups } from './backup/automatic-backups.ts';
import { addHourlySweep } from './plugins/hourly-sweep.ts';
import { addLanguage } from './plugins/language.ts';
import { addOriginCheck } from './plugins/origin.ts';
import { addRequestLog } from './plugins/request-log.ts';
import { addSecurityHeaders } from './plugins/security-headers.ts';
import { addStorableInput } from './plugins/storable-input.ts';
import { addSessions } from './auth/session.ts';
import { calendarRoutes } from './calendar/calendar-routes.ts';
import { catalogueRoutes } from './catalogue/catalogue-routes.ts';
import { centreRoutes } from './centre/centre-routes.ts';
import { deviceRoutes } from './people/devices-routes.ts';
import { erasureRoutes } from './erasure/erasure-routes.ts';
import { documentRoutes } from './documents/documents-routes.ts';
import { createFileStorage } from './file-storage/create-file-storage.ts';
import { fileRoutes } from './files/files-routes.ts';
import { uploadRoutes } from './files/uploads-routes.ts';
import { fieldworkRoutes } from './fieldwork/fieldwork-routes.ts';
import { healthRoutes } from './site/health-routes.ts';
import { heldChangeRoutes } from './sync/held-changes-routes.ts';
import { linkRoutes } from './people/links-routes.ts';
import { parcelRoutes } from './parcels/parcels-routes.ts';
import type { ParcelKey } from './settings/parcel-key.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { publicPageRoutes } from './public-pages/public-page-routes.ts';
import { referralPages } from './referrals/referral-pages.ts';
import { referralRoutes } from './referrals/referral-routes.ts';
import { nextPage } from './respondent/next-page.ts';
import { respondentRoutes } from './respondent/respondent-routes.ts';
import { sessionRoutes } from './people/session-routes.ts';
import { respondentFileRoutes } from './respondent/respondent-files.ts';
import { staffRoutes } from './people/staff-routes.ts';
import { staticAppRoutes } from './site/static-app.ts';
import { frameRoutes } from './frames/frames-routes.ts';
import { importSourceRoutes } from './imports/import-sources-routes.ts';
import { keyingRoutes } from './keying/keying-routes.ts';
import { surveyRoutes } from './surveys/surveys-routes.ts';
import { createProofs } from './sync/proofs.ts';
import { syncRoutes } from './sync/sync-routes.ts';
import './plugins/services.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
const MAX_URL_PART_LENGTH = 256;

/** How long a request may take to arrive, in milliseconds; who holds connections without sending is cut off. */
export interface ArrivalTimes {
  headersMs: number;
  /** Everything: a push of 1 MiB takes 105 seconds at 80 kbit/s. */
  requestMs: number;
  /** How often that is looked at. */
  checkMs: number;
}
const ARRIVAL_TIMES: ArrivalTimes = { headersMs: 20_000, requestMs: 180_000, checkMs: 10_000 };

/** What the server is built from. */
export interface AppSetup {
  config: Config;
  /** Migrated and open; whoever opened it closes it after the app. */
  database: DatabaseHandle;
  /** Signs the cookies, and proves to devices what they have seen. */
  secret: string;
  invitationKeys: InvitationKeys;
  /** Opens what devices seal. */
  parcelKey: ParcelKey;
  logger: FastifyBaseLogger;
  clock?: Clock;
  arrivalTimes?: ArrivalTimes;
}

/**
 * The server without listening: `inject` calls it in tests, `main.ts` lets it
 * listen. Every route declares in its `config.action` what it asks of its caller.
 */
export async function buildApp(setup: AppSetup): Promise<FastifyInstance> {
  const { config, database, secret, invitationKeys, parcelKey, logger } = setup;
  const { clock = Date.now, arrivalTimes = ARRIVAL_TIMES } = setup;
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: MAX_URL_PART_LENGTH },
    frameworkErrors: answerError,
    forceCloseConnections: 'idle',
    requestTimeout: arrivalTimes.requestMs,
    http: {
      headersTimeout: arrivalTimes.headersMs,
      requestTimeout: arrivalTimes.requestMs,
      connectionsCheckingInterval: arrivalTimes.checkMs,
    },
  });
  // A form of another site can send text; JSON it cannot send without asking first.
  app.removeContentTypeParser('text/plain');

  app.decorate('config', config);
  app.decorate('database', database);
  app.decorate('clock', clock);
  app.decorate('invitationKeys', invitationKeys);
  app.decorate('parcelKey', parcelKey);
  app.decorate('proofs', createProofs(secret));
  app.decorate('fileStorage', createFileStorage(config));
  app.decorate('auth', createAuth({ config, database, secret, log: logger }));

  addLanguage(app);
  addErrors(app);
  addRequestLog(app);
  addGracefulStop(app);
  addHourlySweep(app);
  addAutomaticBackups(app);
  await addSecurityHeaders(app);
  addOriginCheck(app);
  addSessions(app);
  addStorableInput(app);
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    // Answers are made for one person and sent once: little effort, most of the gain.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 4 },
  });
  await addAttemptLimits(app);

  await app.register(healthRoutes);
  await app.register(sessionRoutes, { prefix: '/api' });
  await app.register(centreRoutes, { prefix: '/api' });
  await app.register(deviceRoutes, { prefix: '/api' });
  await app.register(linkRoutes, { prefix: '/api' });
  await app.register(peopleRoutes, { prefix: '/api' });
  await app.register(staffRoutes, { prefix: '/api' });
  await app.register(erasureRoutes, { prefix: '/api' });
  await app.register(documentRoutes, { prefix: '/api' });
  await app.register(catalogueRoutes, { prefix: '/api' });
  await app.register(surveyRoutes, { prefix: '/api' });
  await app.register(frameRoutes, { prefix: '/api' });
  await app.register(importSourceRoutes, { prefix: '/api' });
  await app.register(fieldworkRoutes, { prefix: '/api' });
  await app.register(keyingRoutes, { prefix: '/api' });
  await app.register(syncRoutes, { prefix: '/api' });
  await app.register(parcelRoutes, { prefix: '/api' });
  await app.register(heldChangeRoutes, { prefix: '/api' });
  await app.register(uploadRoutes, { prefix: '/api' });
  await app.register(fileRoutes, { prefix: '/api' });
  await app.register(referralRoutes, { prefix: '/api' });
  await app.register(referralPages);
  await app.register(nextPage);
  await app.register(calendarRoutes, { prefix: '/api' });
  await app.register(respondentRoutes);
  await app.register(respondentFileRoutes);
  await app.register(publicPageRoutes);
  await app.register(staticAppRoutes);
  return app;
}
