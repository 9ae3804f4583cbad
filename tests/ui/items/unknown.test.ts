// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, expect, test } from 'vitest';
import type { ItemKind } from '#domain/questionnaire/model.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';
import { mountItem } from './mount-item.ts';

enableAutoUnmount(afterEach);

test.each(['map', 'constructor'])(
  'a question of a kind that only a newer app knows (%s) shows itself and a line, and can change nothing',
  (kind) => {
    const questionnaire = questionnaireOf({
      kind: kind as ItemKind,
      number: '3',
      label: { ja: '工場の場所', en: 'Where is the factory' },
      allowedMissing: ['refused'],
    });
    const ja = mountItem(questionnaire, 'x', { answers: { x: { at: 1 } }, checked: true }).page;
    expect(ja.text()).toContain('問3');
    expect(ja.text()).toContain('工場の場所');
    expect(ja.text()).toContain('アプリを更新すると表示されます');
    expect(ja.find('input, textarea, select, button').exists()).toBe(false);
    const en = mountItem(questionnaire, 'x', { language: 'en' }).page;
    expect(en.text()).toContain('Where is the factory');
    expect(en.text()).toContain('Please update the app');
  },
);
