import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import { getItem, type Item, type Option, type Questionnaire } from '#domain/questionnaire/model.ts';

/*
 * A questionnaire as an ODK XForm (https://getodk.github.io/xforms-spec/), a group for each
 * section, all texts in both languages. A grid becomes a group with a question for each row.
 * Left out is what XForms do not have: groups in a drop-down, a limit on a ranking, and
 * reasons for not filling in a number or a grid.
 */

/** One node of the answer, with what binds it and what shows it. */
interface Part {
  nodes: string;
  binds: string;
  controls: string;
}

/** Gathers the texts of a form and gives their references. */
type TextBook = (text: LocalisedText) => string;

/** The form as XML. */
export function toXForm(questionnaire: Questionnaire): string {
  const texts: LocalisedText[] = [];
  const refer: TextBook = (text) => `jr:itext('t${texts.push(text) - 1}')`;
  const paths = new Map(
    questionnaire.sections.flatMap((section) =>
      section.items.map(({ code }) => [code, `/data/${section.code}/${code}`] as const),
    ),
  );
  const toPaths = (expression: string): string =>
    expression.replace(/\$\{(\w+)\}/g, (_, code: string) => paths.get(code)!);
  const sections = questionnaire.sections.map(({ code, label, relevant, items }): Part => {
    const parts = items
      .filter(({ kind }) => kind !== 'calculate')
      .map((item) => toPart(questionnaire, item, paths.get(item.code)!, toPaths, refer));
    const ref = `/data/${code}`;
    return {
      nodes: `<${code}>${join(parts, 'nodes')}</${code}>`,
      binds:
        (relevant === undefined ? '' : bind(ref, { relevant: toPaths(relevant) })) + join(parts, 'binds'),
      controls: `<group ref="${ref}">${labelOf(refer(label))}${join(parts, 'controls')}</group>`,
    };
  });
  const ranked = [
    ...new Set(
      questionnaire.sections.flatMap(({ items }) => items.flatMap(({ optionsFrom }) => optionsFrom ?? [])),
    ),
  ];
  const lists = ranked.map((code) => toList(code, listChoosable(questionnaire, code), refer)).join('');
  const translations = (['ja', 'en'] as const).map((language) => toTranslation(texts, language)).join('');
  return `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<h:head><h:title>${escape(questionnaire.title.ja)}</h:title><model odk:xforms-version="1.0.0">
<itext>${translations}</itext>
<instance><data id="${questionnaire.id}" version="${questionnaire.revision}">${join(sections, 'nodes')}<orx:meta><orx:instanceID/></orx:meta></data></instance>
${lists}${join(sections, 'binds')}
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head>
<h:body>${join(sections, 'controls')}</h:body>
</h:html>
`;
}

function toPart(
  questionnaire: Questionnaire,
  item: Item,
  ref: string,
  toPaths: (expression: string) => string,
  refer: TextBook,
): Part {
  const { code, kind, options = [] } = item;
  const relevant = item.relevant === undefined ? undefined : toPaths(item.relevant);
  const required = item.required ? 'true()' : undefined;
  const head = labelOf(refer(item.label)) + (item.hint ? `<hint ref="${refer(item.hint)}"/>` : '');
  if (kind === 'grid' || kind === 'gridMultiple') {
    const tag = kind === 'grid' ? 'select1' : 'select';
    const rows = item.rows ?? listChoosable(questionnaire, item.rowsFrom!);
    const limit = item.maxSelections === undefined ? undefined : `count-selected(.) <= ${item.maxSelections}`;
    const items = toItems(options, refer);
    const isChosen = (row: Option): string | undefined =>
      item.rowsFrom ? `selected(${toPaths(`\${${item.rowsFrom}}`)}, '${row.code}')` : undefined;
    return {
      nodes: `<${code}>${rows.map((row) => `<${row.code}/>`).join('')}</${code}>`,
      binds:
        bind(ref, { relevant }) +
        rows
          .map((row) =>
            bind(`${ref}/${row.code}`, {
              type: 'string',
              required,
              relevant: isChosen(row),
              constraint: limit,
            }),
          )
          .join(''),
      controls: `<group ref="${ref}">${head}${rows.map((row) => `<${tag} ref="${ref}/${row.code}">${labelOf(refer(row.label))}${items}</${tag}>`).join('')}</group>`,
    };
  }
  const other = options.find(({ opensText }) => opensText);
  const otherRef = `${ref}_other`;
  const own = {
    nodes: `<${code}/>`,
    binds: bind(ref, {
      type: toType(item),
      relevant,
      required,
      ...toConstraint(item, toPaths, refer),
      readonly: kind === 'note' ? 'true()' : undefined,
    }),
    controls: toControl(item, ref, head, toPaths, refer),
  };
  if (!other) return own;
  return {
    nodes: `${own.nodes}<${code}_other/>`,
    binds: own.binds + bind(otherRef, { type: 'string', relevant: `selected(${ref}, '${other.code}')` }),
    controls: `${own.controls}<input ref="${otherRef}">${labelOf(refer(other.label))}</input>`,
  };
}

function toControl(
  item: Item,
  ref: string,
  head: string,
  toPaths: (expression: string) => string,
  refer: TextBook,
): string {
  const { kind, options = [], allowedMissing = [] } = item;
  switch (kind) {
    case 'single':
    case 'scale': {
      const missing = allowedMissing
        .map((reason) => `<item>${labelOf(refer(MISSING_TEXTS[reason]!))}<value>${reason}</value></item>`)
        .join('');
      return `<select1 ref="${ref}"${item.appearance === 'select' ? ' appearance="minimal"' : ''}>${head}${toItems(options, refer)}${missing}</select1>`;
    }
    case 'multiple':
      return `<select ref="${ref}">${head}${toItems(options, refer)}</select>`;
    case 'ranking': {
      const chosen = `instance('${item.optionsFrom}')/root/item[selected(${toPaths(`\${${item.optionsFrom}}`)}, name)]`;
      return `<odk:rank ref="${ref}">${head}<itemset nodeset="${escape(chosen)}"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></odk:rank>`;
    }
    case 'longText':
      return `<input ref="${ref}" appearance="multiline">${head}</input>`;
    default:
      return `<input ref="${ref}">${head}</input>`;
  }
}

function toType({ kind }: Item): string {
  if (kind === 'number') return 'int';
  return kind === 'ranking' ? 'odk:rank' : 'string';
}

function toConstraint(
  item: Item,
  toPaths: (expression: string) => string,
  refer: TextBook,
): Record<string, string | undefined> {
  const exclusive = item.options?.find((option) => option.exclusive);
  const constraints = [
    item.constraint === undefined ? undefined : toPaths(item.constraint),
    item.min === undefined ? undefined : `. >= ${item.min}`,
    item.max === undefined ? undefined : `. <= ${item.max}`,
    exclusive && `not(selected(., '${exclusive.code}') and count-selected(.) > 1)`,
  ].filter((one) => one !== undefined);
  return {
    constraint: constraints.join(' and ') || undefined,
    'jr:constraintMsg': item.constraintMessage && refer(item.constraintMessage),
  };
}

const MISSING_TEXTS: Record<string, LocalisedText> = {
  refused: { ja: '答えたくない', en: 'Prefer not to say' },
  dontKnow: { ja: 'わからない', en: 'Don’t know' },
};

function listChoosable(questionnaire: Questionnaire, from: string): Option[] {
  return (getItem(questionnaire, from).options ?? []).filter(({ exclusive }) => !exclusive);
}

function toList(code: string, options: readonly Option[], refer: TextBook): string {
  const items = options.map(
    (option) =>
      `<item><itextId>${/'(.*)'/.exec(refer(option.label))![1]}</itextId><name>${option.code}</name></item>`,
  );
  return `<instance id="${code}"><root>${items.join('')}</root></instance>`;
}

function toItems(options: readonly Option[], refer: TextBook): string {
  return options
    .map(({ code, label }) => `<item>${labelOf(refer(label))}<value>${code}</value></item>`)
    .join('');
}

function toTranslation(texts: readonly LocalisedText[], language: Language): string {
  const entries = texts
    .map((text, place) => `<text id="t${place}"><value>${escape(text[language])}</value></text>`)
    .join('');
  return `<translation lang="${language}"${language === 'ja' ? ' default="true()"' : ''}>${entries}</translation>`;
}

function labelOf(reference: string): string {
  return `<label ref="${reference}"/>`;
}

function bind(nodeset: string, attributes: Record<string, string | undefined>): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : ` ${name}="${escape(value)}"`,
  );
  return `<bind nodeset="${nodeset}"${written.join('')}/>`;
}

function join(parts: readonly Part[], of: keyof Part): string {
  return parts.map((part) => part[of]).join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
