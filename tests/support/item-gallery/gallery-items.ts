import surveyText from '#seeds/questionnaire.json?raw';
import type { StoredAnswers } from '#domain/interview/interview.ts';
import type { Item, Option, Questionnaire } from '#domain/questionnaire/model.ts';
import { parseQuestionnaire } from '#tests/support/parse-questionnaire.ts';

export type GalleryState = 'empty' | 'answered' | 'wrong';

/** Items of the survey of the report that show their kind well. */
const FROM_SURVEY = [
  'sales',
  'municipality',
  'founded',
  'position',
  'issues',
  'issues_top',
  'issues_detail',
  'directions',
  'satisfaction',
  'institutions',
  'consent_text',
  'contact_phone',
];

const LONG =
  '地域の支援機関（商工会議所・商工会・金融機関・大学・公設試験研究機関など）が連携して、窓口を一つにした相談の体制をつくること';

/** What the survey has no example of: a limit, figures on a scale, thousands, dates, a narrow text, long words. */
const MORE: Partial<Item>[] = [
  {
    code: 'limited',
    kind: 'multiple',
    maxSelections: 2,
    hint: { ja: '二つまでお選びください', en: 'Please choose up to two' },
    label: { ja: '優先してほしい取組はどれですか', en: 'What should come first?' },
    options: [
      option(
        'network',
        LONG,
        'One place to ask for all institutions of the region, from the chamber of commerce to the university',
      ),
      option('training', '研修', 'Training'),
      option('fairs', '商談会', 'Trade fairs'),
      { ...option('other', 'その他', 'Other'), opensText: true },
      { ...option('none', '特になし', 'None of these'), exclusive: true },
    ],
  },
  {
    code: 'recommend',
    kind: 'scale',
    label: { ja: 'ほかの企業に勧めたいと思いますか', en: 'Would you recommend us?' },
    options: steps(
      0,
      10,
      option('low', '勧めない', 'not at all'),
      option('high', 'ぜひ勧めたい', 'by all means'),
    ),
  },
  {
    code: 'ease',
    kind: 'scale',
    label: { ja: '手続きは簡単でしたか', en: 'Was it easy?' },
    options: steps(
      1,
      5,
      option('low', 'とても難しかった', 'very hard'),
      option('high', 'とても簡単だった', 'very easy'),
    ),
  },
  {
    code: 'amount',
    kind: 'number',
    label: { ja: '設備投資の額はいくらですか', en: 'How much was invested?' },
    unit: { ja: '千円', en: 'thousand yen' },
    min: 0,
    max: 9_999_999,
    allowedMissing: ['dontKnow', 'refused'],
  },
  {
    code: 'opened',
    kind: 'date',
    required: false,
    label: { ja: '開業したのはいつですか', en: 'When did you open?' },
    hint: { ja: '「S63.4.1」のように書くこともできます', en: 'You may also write S63.4.1' },
    allowedMissing: ['dontKnow'],
  },
  {
    code: 'short',
    kind: 'longText',
    maxLength: 60,
    label: { ja: 'ひとことお聞かせください', en: 'Anything else?' },
    required: false,
  },
];

/** The questionnaire of the gallery. */
export function buildGallery(): Questionnaire {
  const survey = parseQuestionnaire(JSON.parse(surveyText));
  const items = survey.sections
    .flatMap((section) => section.items)
    .filter(({ code }) => FROM_SURVEY.includes(code));
  const more = MORE.map((item) => ({ required: true, source: 'added', ...item }) as Item);
  return {
    ...survey,
    sections: [
      { code: 'all', label: { ja: '設問', en: 'Questions' }, items: [...items.map(withoutRules), ...more] },
    ],
  };
}

/** The answers that a state of the gallery begins with. */
export function answersOf(state: GalleryState): StoredAnswers {
  const issues = ['labour', 'sales', 'finance', 'productivity', 'succession'];
  if (state === 'empty') return { issues };
  if (state === 'wrong') {
    return {
      issues: ['labour', 'invented'],
      founded: '昭和60',
      amount: 12_345_678,
      opened: '平成5年2月30日',
      directions: { iot_ai: 'necessary' },
      short: 'あ'.repeat(70),
      limited: ['network', 'training', 'fairs'],
    };
  }
  return {
    issues,
    'issues.other': '',
    sales: { missing: 'refused' },
    municipality: 'hachinohe',
    founded: 1985,
    position: 'other',
    'position.other': '顧問',
    issues_top: ['finance', 'labour', 'succession'],
    issues_detail: '若い人が集まらず、\n技術を引き継ぐ相手がいない。\n設備も古い。',
    directions: { iot_ai: 'necessary', outside_demand: 'not' },
    satisfaction: 'satisfied',
    institutions: { labour: ['foundation', 'chamber', 'bank'], finance: ['bank'] },
    contact_phone: '017-777-4066',
    limited: ['network', 'other'],
    'limited.other': '展示会への出展',
    recommend: '8',
    ease: '5',
    amount: 12_000,
    opened: '1988-04-01',
    short:
      '毎年の相談会を続けてください。担当の方がいつも親身で、とても助かっています。これからもよろしくお願いします。',
  };
}

function withoutRules({ relevant: _relevant, ...item }: Item): Item {
  return item;
}

function option(code: string, ja: string, en: string): Option {
  return { code, label: { ja, en }, source: 'added' };
}

function steps(first: number, last: number, low: Option, high: Option): Item['options'] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const figure = first + index;
    const words = [low, high].find((_end, place) => figure === [first, last][place])?.label ?? {
      ja: '',
      en: '',
    };
    return option(String(figure), `${figure} ${words.ja}`.trim(), `${figure} ${words.en}`.trim());
  });
}
