// oxlint-disable vitest/no-standalone-expect -- a scenario's steps are called by tests
import { expect } from 'vitest';
import type { Language } from '#domain/canonical/language.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import { computeItemField } from '#domain/interview/field.ts';
import { startInterview, type Interview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { listScreens } from '#domain/interview/screens.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import {
  getItem,
  otherTextCode,
  type Item,
  type ItemKind,
  type Option,
  type Questionnaire,
  type Section,
} from '#domain/questionnaire/model.ts';
import { parseQuestionnaire } from './parse-questionnaire.ts';

/*
 * A small language for forms and what people do with them:
 *
 *   const visit = form(
 *     single('awareness', 'Do you know us?', ['work', 'name', 'unknown']),
 *     text('why', 'Why not?', { relevant: "${awareness} = 'unknown'" }),
 *   );
 *   begin(visit).answer('awareness', 'work').doesNotAsk('why').ends('complete');
 *
 * Each step gives a new scenario, so that one may be gone on with in two ways.
 */

/** What an item may have beside its code, words and options. */
type Rules = Partial<Omit<Item, 'code' | 'kind' | 'label'>>;

/** A questionnaire of items, which stand in one section, and of sections; what is not valid is refused. */
export function form(...parts: readonly (Item | Section)[]): Questionnaire {
  const loose = parts.filter((part): part is Item => 'kind' in part);
  const sections = parts.filter((part): part is Section => 'items' in part);
  return parseQuestionnaire({
    id: 'scenario',
    revision: 1,
    title: textOf('title'),
    introduction: textOf('introduction'),
    languages: ['ja', 'en'],
    sections: loose.length > 0 ? [section('main', loose), ...sections] : sections,
    classifications: [],
  });
}

/** Items under one heading, asked together or not at all. */
export function section(code: string, items: Item[], rules: Pick<Section, 'relevant'> = {}): Section {
  return { code, label: textOf(code), items, ...rules };
}

const item =
  (kind: ItemKind) =>
  (code: string, label: string, rules: Rules = {}): Item => ({
    code,
    kind,
    label: textOf(label),
    required: kind !== 'note',
    source: 'added',
    ...rules,
  });
const choice =
  (kind: ItemKind) =>
  (code: string, label: string, options: readonly string[], rules: Rules = {}): Item =>
    item(kind)(code, label, { ...(options.length > 0 && { options: options.map(optionOf) }), ...rules });

export const single = choice('single');
export const scale = choice('scale');
export const multiple = choice('multiple');
export const ranking = choice('ranking');
export const number = item('number');
export const text = item('text');
export const longText = item('longText');
export const date = item('date');
export const note = item('note');

/** A grid with one answer in each row; rows as options are written. */
export function grid(
  code: string,
  label: string,
  rows: readonly string[],
  options: readonly string[],
  rules: Rules = {},
): Item {
  return choice('grid')(code, label, options, {
    ...(rows.length > 0 && { rows: rows.map(optionOf) }),
    ...rules,
  });
}

/** A grid with several answers in each row. */
export function gridMultiple(
  code: string,
  label: string,
  rows: readonly string[],
  options: readonly string[],
  rules: Rules = {},
): Item {
  return { ...grid(code, label, rows, options, rules), kind: 'gridMultiple' };
}

/** A value that follows from other answers. */
export function calculate(code: string, calculation: string, rules: Rules = {}): Item {
  return item('calculate')(code, code, { required: false, calculation, ...rules });
}

/** `!` behind a code makes an option exclusive, `?` opens a text. */
function optionOf(written: string): Option {
  const code = written.replace(/[!?]$/, '');
  return {
    code,
    label: textOf(code),
    source: 'added',
    ...(written.endsWith('!') && { exclusive: true }),
    ...(written.endsWith('?') && { opensText: true }),
  };
}

function textOf(words: string) {
  return { ja: `${words}（日本語）`, en: words };
}

/** A person begins to answer; `seed` and `today` are those of the response. */
export function begin(questionnaire: Questionnaire, { seed = 'seed', today = '2026-11-20' } = {}): Scenario {
  return new Scenario(startInterview(questionnaire, {}, seed, today), 'en');
}

export class Scenario {
  constructor(
    readonly interview: Interview,
    private readonly language: Language,
  ) {}

  /** Answers an item that is asked now. */
  answer(code: string, value: Json): Scenario {
    this.asks(code);
    return this.with(setAnswer(this.interview, code, value));
  }

  /** Writes the text of an item's "other" option. */
  writeOther(code: string, words: string): Scenario {
    return this.with(setAnswer(this.interview, otherTextCode(code), words));
  }

  clear(code: string): Scenario {
    return this.with(setAnswer(this.interview, code, undefined));
  }

  switchTo(language: Language): Scenario {
    return new Scenario(this.interview, language);
  }

  /** The same answers taken up another day, or under another revision of the questionnaire. */
  takeUp(questionnaire: Questionnaire = this.interview.questionnaire): Scenario {
    const { answers, seed, today } = this.interview;
    return this.with(startInterview(questionnaire, structuredClone(answers), seed, today));
  }

  asks(...codes: string[]): Scenario {
    expect([...computeRelevance(this.interview)], `asked after ${this.story()}`).toEqual(
      expect.arrayContaining(codes),
    );
    return this;
  }

  doesNotAsk(...codes: string[]): Scenario {
    const asked = computeRelevance(this.interview);
    expect(
      codes.filter((code) => asked.has(code)),
      `asked after ${this.story()}`,
    ).toEqual([]);
    return this;
  }

  /** The first item of every screen, in order. */
  showsScreens(...keys: string[]): Scenario {
    expect(
      listScreens(this.interview).map(({ key }) => key),
      `screens after ${this.story()}`,
    ).toEqual(keys);
    return this;
  }

  /** The labels of an item's options as they are shown, in order. */
  offers(code: string, ...labels: string[]): Scenario {
    expect(this.field(code).options.map(({ label }) => label[this.language])).toEqual(labels);
    return this;
  }

  /** The labels of a grid's rows. */
  hasRows(code: string, ...labels: string[]): Scenario {
    expect(this.field(code).rows.map(({ label }) => label[this.language])).toEqual(labels);
    return this;
  }

  /** What stands in the field of an item. */
  shows(code: string, value: Json | undefined): Scenario {
    expect(this.field(code).modelValue, `${code} after ${this.story()}`).toEqual(value);
    return this;
  }

  /** What the person is told of an item's answer, in the language of now; nothing where it is good. */
  says(code: string, ...messages: string[]): Scenario {
    const found = checkAnswer(this.interview, getItem(this.interview.questionnaire, code));
    expect(
      found.map(({ message }) => message[this.language]),
      `${code} after ${this.story()}`,
    ).toEqual(messages);
    return this;
  }

  /** Part of what would be submitted now; `undefined` for what must not be among it. */
  submits(expected: Record<string, Json | undefined>): Scenario {
    const submitted = computeSubmittedAnswers(this.interview);
    const codes = Object.keys(expected);
    expect(
      Object.fromEntries(codes.map((code) => [code, submitted[code]])),
      `submitted after ${this.story()}`,
    ).toEqual(expected);
    return this;
  }

  ends(disposition: SurveyResponse['disposition']): Scenario {
    expect(computeDisposition(this.interview), `ended after ${this.story()}`).toBe(disposition);
    return this;
  }

  private field(code: string) {
    return computeItemField(this.interview, getItem(this.interview.questionnaire, code));
  }

  private with(interview: Interview): Scenario {
    return new Scenario(interview, this.language);
  }

  private story(): string {
    return JSON.stringify(this.interview.answers);
  }
}
