import type { Language } from '#domain/canonical/language.ts';
import type { VisitKind } from '#domain/records/visit.ts';

/** What a visit is called in a calendar. */
export const VISIT_WORDS: Record<
  Language,
  Record<VisitKind | 'colon' | 'people' | 'and' | 'cancelled', string>
> = {
  ja: {
    visit: '訪問',
    telephone: '電話',
    online: 'オンライン面談',
    office: '来所',
    colon: '：',
    people: '参加：',
    and: '、',
    cancelled: '【中止】',
  },
  en: {
    visit: 'Visit',
    telephone: 'Call',
    online: 'Online meeting',
    office: 'At the office',
    colon: ': ',
    people: 'With ',
    and: ', ',
    cancelled: 'Cancelled: ',
  },
};
