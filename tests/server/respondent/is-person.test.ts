import { expect, test } from 'vitest';
import { isPerson } from '#server/respondent/is-person.ts';

const PHONE =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';

test.each([
  ['a browser', { 'user-agent': PHONE, 'sec-fetch-dest': 'document' }],
  [
    'an older browser',
    {
      'user-agent':
        'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 Version/15.0 Mobile Safari/604.1',
    },
  ],
  [
    'a browser whose service worker passes the tap on',
    { 'user-agent': PHONE, 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'navigate' },
  ],
])('%s is a person', (_, headers) => {
  expect(isPerson(headers)).toBe(true);
});

test.each([
  [
    'a preview',
    { 'user-agent': 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)' },
  ],
  [
    'a preview that calls itself a browser',
    { 'user-agent': 'Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5' },
  ],
  [
    'a page fetched ahead',
    { 'user-agent': PHONE, 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' },
  ],
  ['a script', { 'user-agent': PHONE, 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' }],
  ['a script that does not say how', { 'user-agent': PHONE, 'sec-fetch-dest': 'empty' }],
  ['a program', { 'user-agent': 'curl/8.5.0' }],
  ['a program without a name', {}],
])('%s is none', (_, headers) => {
  expect(isPerson(headers)).toBe(false);
});
