import type { FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Language } from '#domain/canonical/language.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The language that the person reads. */
    language: Language;
  }
}

/** Gives every request its reader's language. */
export function addLanguage(app: FastifyInstance): void {
  app.decorateRequest('language', {
    getter() {
      return languageOf(this.headers);
    },
  });
}

/**
 * The language asked for: the one set in the app (`x-banso-language`), else the
 * browser's first choice among ours, else Japanese.
 */
export function languageOf(headers: IncomingHttpHeaders): Language {
  const wish = headers['x-banso-language'];
  if (wish === 'ja' || wish === 'en') return wish;
  const choices = (headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => (language === 'ja' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return choices[0]?.language === 'en' ? 'en' : 'ja';
}
