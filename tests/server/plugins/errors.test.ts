import Fastify, { type FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemDocument } from '#protocol/problems.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { addErrors, answerError } from '#server/plugins/errors.ts';
import { addLanguage } from '#server/plugins/language.ts';
import { Problem } from '#server/http/problem.ts';

const SCHEMA = v.strictObject({
  email: v.pipe(v.string(), v.email()),
  name: v.pipe(v.string(), v.maxLength(5)),
  tags: v.pipe(v.array(v.string()), v.maxLength(1)),
  role: v.pipe(v.string(), v.minLength(1)),
  phone: v.string(),
});

describe('what goes wrong', () => {
  let app: FastifyInstance;
  beforeEach(() => {
    app = Fastify({ frameworkErrors: answerError, bodyLimit: 150 });
    app.removeContentTypeParser('text/plain');
    addLanguage(app);
    addErrors(app);
    app.post('/echo', async (request) => request.body);
    app.get('/expected', async () => {
      throw new Problem('malformed-request', { errors: [{ pointer: '/name', message: 'Invalid' }] });
    });
    app.post('/parsed', async (request) => parseInput(SCHEMA, request.body));
    app.get('/unexpected', async () => {
      throw new Error('kudo@example.jp already exists');
    });
    app.get('/foreign', async () => {
      throw Object.assign(new Error('kudo@example.jp'), { statusCode: 502 });
    });
  });
  afterEach(() => app.close());

  it('is answered as a problem of RFC 9457 with its code, in Japanese first', async () => {
    const response = await app.inject('/expected');
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.json()).toEqual({
      type: 'urn:banso:problem:malformed-request',
      status: 400,
      code: 'malformed-request',
      title: '送られた内容の形式が正しくありません',
      errors: [{ pointer: '/name', message: 'Invalid' }],
    });
  });

  it.each([
    [{ 'accept-language': 'en-GB,en;q=0.9' }, 'There is no such thing here'],
    [{ 'accept-language': 'fr, ja;q=0.4, en;q=0.8' }, 'There is no such thing here'],
    [{ 'accept-language': 'ja,en;q=0.9' }, '見つかりません'],
    [{ 'accept-language': 'en;q=0' }, '見つかりません'],
    [{ 'accept-language': 'fr' }, '見つかりません'],
    [{ 'accept-language': 'ja', 'x-banso-language': 'en' }, 'There is no such thing here'],
    [{ 'accept-language': ';;;q=,q=1;en' }, '見つかりません'],
  ])('is told in the language of %o', async (headers, title) => {
    const response = await app.inject({ url: '/nowhere', headers });
    expect(response.json()).toMatchObject({ status: 404, code: 'not-found', title });
  });

  it.each([
    [
      'ja',
      [
        '形式が正しくありません',
        '長すぎます（5文字まで）',
        '多すぎます（1件まで）',
        '入力が必要です',
        '入力が必要です',
        'ここには書けません',
      ],
    ],
    [
      'en',
      [
        'is not in the expected form',
        'is too long (at most 5 characters)',
        'has too many entries (at most 1)',
        'is needed',
        'is needed',
        'cannot be written',
      ],
    ],
  ])('is said fault by fault in %s, without a word of what was sent', async (language, messages) => {
    const payload = { email: 'kudo', name: 'kudokudo', tags: ['kudo', 'kudo'], role: '', kudo: 1 };
    const response = await app.inject({
      method: 'POST',
      url: '/parsed',
      payload,
      headers: { 'accept-language': language },
    });
    expect(response.json()).toMatchObject({ status: 400, code: 'malformed-request' });
    expect(response.json<ProblemDocument>().errors).toEqual(
      ['/email', '/name', '/tags', '/role', '/phone', '/kudo'].map((pointer, index) => ({
        pointer,
        message: messages[index],
      })),
    );
  });

  it.each(['/unexpected', '/foreign'])(
    'says nothing of its cause when nobody expected it: %s',
    async (url) => {
      const response = await app.inject({ url, headers: { 'accept-language': 'en' } });
      expect(response.statusCode).toBe(500);
      expect(response.json()).toMatchObject({ code: 'internal-error' });
      expect(response.body).not.toContain('kudo');
    },
  );

  it.each([
    ['{"name":', 'application/json', 400, 'malformed-request'],
    ['', 'application/json', 400, 'malformed-request'],
    ['{"__proto__":{"role":"administrator"}}', 'application/json', 400, 'malformed-request'],
    ['name=kudo', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    ['name', 'text/plain', 415, 'unsupported-media-type'],
    [JSON.stringify('x'.repeat(200)), 'application/json', 413, 'body-too-large'],
  ])('is named when a body is %s of %s', async (payload, type, status, code) => {
    const response = await app.inject({
      method: 'POST',
      url: '/echo',
      payload,
      headers: { 'content-type': type },
    });
    expect(response.json()).toMatchObject({ status, code });
  });

  it('is named when not even the address can be read', async () => {
    expect((await app.inject('/%zz')).json()).toMatchObject({ status: 400, code: 'malformed-request' });
  });
});
