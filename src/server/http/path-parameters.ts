import * as v from 'valibot';

/** An id in a path: ours are UUIDs, better-auth's 32 letters. Anything else cannot exist, and NUL would upset PostgreSQL. */
export const idSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an id'));

/** The token of a one-time link. */
export const tokenSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/, 'not a token'));
