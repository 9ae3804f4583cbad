import { betterAuth } from 'better-auth';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '#server/settings/config.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

const DAY_SECONDS = 24 * 60 * 60;
const HOUR_SECONDS = 60 * 60;

/** What signing in needs. */
interface AuthSetup {
  config: Pick<Config, 'publicUrl' | 'isHttps'>;
  database: DatabaseHandle;
  secret: string;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

export type Auth = ReturnType<typeof createAuth>;

/**
 * better-auth, for checking passwords and keeping sessions; its own HTTP handler
 * is not mounted, our routes call `auth.api`. People are created by our own
 * queries, in one transaction with their staff entry.
 */
export function createAuth({ config, database, secret, log }: AuthSetup) {
  return betterAuth({
    database: { db: database.db, type: database.dialect },
    baseURL: config.publicUrl,
    trustedOrigins: [config.publicUrl],
    secret,
    // A session and its person in one statement: every request reads them.
    experimental: { joins: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // The arguments name people ("User not found" comes with the address), so only the message is kept.
    logger: { level: 'warn', log: (_level, message) => log.warn({ source: 'better-auth' }, message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // Judged by our own rule when a password is set.
      minPasswordLength: 1,
      maxPasswordLength: 256,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      modelName: 'sessions',
      // Long enough for weeks in the field; a session that is used is prolonged.
      expiresIn: 30 * DAY_SECONDS,
      updateAge: HOUR_SECONDS,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      additionalFields: {
        revokedAt: { type: 'string', required: false, input: false, fieldName: 'revoked_at' },
      },
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        centreId: { type: 'string', required: true, input: false, fieldName: 'centre_id' },
        lastSeenAt: { type: 'string', required: false, input: false, fieldName: 'last_seen_at' },
      },
    },
    account: {
      modelName: 'credentials',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      cookiePrefix: 'banso',
      useSecureCookies: config.isHttps,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
    },
  });
}
