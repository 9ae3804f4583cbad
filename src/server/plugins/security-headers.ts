import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;
/** The page for trying a survey out, which the app shows on a drawn phone. */
const TRIAL_PATH = '/s/test/';

/** Headers that keep scripts, frames and requests of others out of our pages, and ours out of caches. */
export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  const { isHttps } = app.config;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [({ url }) => (url?.startsWith(TRIAL_PATH) ? "'self'" : "'none'")],
        frameSrc: ["'self'"],
        // On plain http (a first look on localhost) it would send the browser to a port without TLS.
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: ONE_YEAR_SECONDS } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  app.addHook('onSend', async (request, reply) => {
    if (/^\/(s\/)?api\//.test(request.url) && !reply.hasHeader('cache-control')) {
      void reply.header('cache-control', 'no-store');
    }
  });
}
