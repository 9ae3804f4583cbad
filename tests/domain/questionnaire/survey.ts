import surveyText from '#seeds/questionnaire.json?raw';
import type { Item, Questionnaire } from '#domain/questionnaire/model.ts';
import { parseQuestionnaire } from '#tests/support/parse-questionnaire.ts';

/** The JSON of the survey of the report, as it is installed. */
export function readSurveyJson(): unknown {
  return JSON.parse(surveyText);
}

/** The survey of the report. */
export function readSurvey(): Questionnaire {
  return parseQuestionnaire(readSurveyJson());
}

/** A questionnaire of one section with these items. */
export function questionnaireOf(...items: Partial<Item>[]): Questionnaire {
  const text = { ja: '文', en: 'text' };
  return {
    id: 'test',
    revision: 1,
    title: text,
    introduction: text,
    languages: ['ja', 'en'],
    sections: [
      {
        code: 'a',
        label: text,
        items: items.map((item) => ({
          code: 'x',
          kind: 'text',
          label: text,
          required: true,
          source: 'added',
          ...item,
        })),
      },
    ],
    classifications: [],
  };
}

/** Options with these codes; `!` behind a code makes it exclusive, `?` opens a text. */
export function optionsOf(...codes: string[]): Item['options'] {
  return codes.map((code) => ({
    code: code.replace(/[!?]$/, ''),
    label: { ja: code, en: code },
    source: 'added',
    ...(code.endsWith('!') && { exclusive: true }),
    ...(code.endsWith('?') && { opensText: true }),
  }));
}
