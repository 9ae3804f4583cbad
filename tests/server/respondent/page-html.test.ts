import { describe, expect, it } from 'vitest';
import type { RespondentPage } from '#protocol/respondent.ts';
import { createPageRenderer } from '#server/respondent/page-html.ts';

const TEMPLATE =
  '<!doctype html><html lang="ja"><head><title>Banso</title></head><body><div id="app"><h1 id="first-text"></h1></div>' +
  '<script type="application/json" id="page-data"></script></body></html>';

describe('the page that companies get', () => {
  it('holds whatever names say, as data and as text, without becoming markup or a replacement', () => {
    const name = '$& $1 </script><!--<img src=x onerror=alert(1)> "工藤"&\u2028';
    const page: RespondentPage = { state: 'closed', reason: 'used', centre: { name } };
    const html = createPageRenderer(TEMPLATE)(page, 'ja');
    const json = /id="page-data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual(page);
    expect(html.match(/<(script|img|!--)/g)).toEqual(['<script']);
    expect(html).toContain('<h1 id="first-text">ご回答ありがとうございました</h1>');
  });

  it.each([
    ['the place for its data', TEMPLATE.replace('page-data', 'data')],
    [
      'exactly one of them',
      TEMPLATE.replace('</body>', '<script type="application/json" id="page-data"></script></body>'),
    ],
    ['a first text', TEMPLATE.replace('first-text', 'text')],
    ['a title', TEMPLATE.replace('<title>Banso</title>', '')],
    ['a language', TEMPLATE.replace(' lang="ja"', '')],
  ])('is not served from a build without %s', (_what, template) => {
    expect(() => createPageRenderer(template)).toThrow('the respondent page');
  });
});
