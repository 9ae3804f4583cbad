// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import SurveyLetter from '#client/areas/survey/features/surveys/SurveyLetter.vue';
import { USUAL_LETTERS } from '#domain/fieldwork/letters/letter-texts.ts';
import type { PostalAddress } from '#domain/fieldwork/letters/postal-address.ts';
import type { CentreCard } from '#protocol/respondent-page.ts';

const letterOf = (
  centre: CentreCard,
  given: { addressee?: string; contactName?: string; postal?: PostalAddress } = {},
) =>
  mount(SurveyLetter, {
    props: {
      title: '企業調査',
      centre,
      period: '11月20日まで',
      date: '2026年11月1日',
      text: USUAL_LETTERS.texts.invitation,
      letters: { ...USUAL_LETTERS, addressee: given.addressee ?? '' },
      postal: given.postal,
      link: 'https://banso.example/s/ABCDE-FGHJK',
      companyName: '八戸水産',
      contactName: given.contactName,
      code: 'ABCDE-FGHJK',
    },
  });
const textOf = (centre: CentreCard): string => letterOf(centre).text();

it('says whom to ask, if the centre has said so', () => {
  expect(textOf({ name: '青森支援センター', contact: '電話 017-777-4066（平日）' })).toMatch(
    /お問い合わせ\s*青森支援センター\s*電話 017-777-4066（平日）/,
  );
});

it('has no empty line for a contact that there is not', () => {
  const letter = letterOf({ name: '青森支援センター' });
  expect(letter.text()).toContain('青森支援センター');
  expect(letter.findAll('dt').map((term) => term.text())).not.toContain('お問い合わせ');
});

const POSTAL = { postalCode: '030-0801', address: '青森市新町1-2' };

it('has the address, 御中 and the bars in the window, the text with the company in it, and the code outside of it', () => {
  const letter = letterOf({ name: '青森支援センター' }, { postal: POSTAL });
  const shown = letter.get('.to');
  expect(shown.text()).toMatch(/〒030-0801\s*青森市新町1-2\s*八戸水産 御中/);
  // 67 bars, each a closed path.
  expect(shown.get('path').attributes('d')!.match(/z/g)).toHaveLength(67);
  expect(shown.text()).not.toContain('ABCDE');
  expect(letter.get('h1').text()).toBe('「企業調査」へのご協力のお願い');
  expect(letter.get('.text').text()).toContain('平素より青森支援センターの事業に');
  expect(letter.text()).not.toMatch(/[{}]/);
});

it('names whom it is for below the company, and then bears no 御中', () => {
  const shown = letterOf({ name: '青森支援センター' }, { postal: POSTAL, addressee: '代表者 様' }).get('.to');
  expect(shown.text()).toMatch(/八戸水産\s*代表者 様/);
  expect(shown.text()).not.toContain('御中');
});

it('writes to whom the list names, before whom the office names for all', () => {
  const given = { postal: POSTAL, addressee: '代表者 様', contactName: ' 沼田 太郎 ' };
  const shown = letterOf({ name: '青森支援センター' }, given).get('.to');
  expect(shown.text()).toMatch(/八戸水産\s*沼田 太郎 様/);
  expect(shown.text()).not.toMatch(/御中|代表者/);
});

it('has no bars without a postal code', () => {
  const letter = letterOf({ name: '青森支援センター' }, { postal: { ...POSTAL, postalCode: '' } });
  expect(letter.get('.to').text()).not.toContain('〒');
  expect(letter.find('.to svg').exists()).toBe(false);
});
