// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import SurveyLetter from '#client/areas/survey/features/surveys/SurveyLetter.vue';
import type { CentreCard } from '#protocol/respondent-page.ts';

const textOf = (centre: CentreCard): string =>
  mount(SurveyLetter, {
    props: {
      title: '企業調査',
      centre,
      period: '11月20日まで',
      link: 'https://banso.example/s/ABCDE-FGHJK',
      companyName: '八戸水産',
      code: 'ABCDE-FGHJK',
    },
  }).text();

it('says whom to ask, if the centre has said so', () => {
  expect(textOf({ name: '青森支援センター', contact: '電話 017-777-4066（平日）' })).toMatch(
    /お問い合わせ\s*青森支援センター\s*電話 017-777-4066（平日）/,
  );
});

it('has no empty line for a contact that there is not', () => {
  const text = textOf({ name: '青森支援センター' });
  expect(text).toContain('青森支援センター');
  expect(text).not.toContain('お問い合わせ');
});
