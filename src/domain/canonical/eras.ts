import type { LocalisedText } from './language.ts';

/** An era of the Japanese calendar. */
export interface Era {
  code: EraCode;
  /** Short for it in forms: S63.4.1. */
  letter: string;
  name: LocalisedText;
  /** The common-era year that its year 元 (1) fell in. */
  firstYear: number;
  /** The first day that is written in it. */
  firstDay: string;
}

export type EraCode = 'reiwa' | 'heisei' | 'showa' | 'taisho' | 'meiji';

const NAMES: Record<EraCode, LocalisedText> = {
  reiwa: { ja: '令和', en: 'Reiwa' },
  heisei: { ja: '平成', en: 'Heisei' },
  showa: { ja: '昭和', en: 'Showa' },
  taisho: { ja: '大正', en: 'Taisho' },
  meiji: { ja: '明治', en: 'Meiji' },
};

/** The eras of the solar calendar, the present one first. */
export const ERAS: readonly Era[] = [
  { code: 'reiwa', letter: 'R', name: NAMES.reiwa, firstYear: 2019, firstDay: '2019-05-01' },
  { code: 'heisei', letter: 'H', name: NAMES.heisei, firstYear: 1989, firstDay: '1989-01-08' },
  { code: 'showa', letter: 'S', name: NAMES.showa, firstYear: 1926, firstDay: '1926-12-25' },
  { code: 'taisho', letter: 'T', name: NAMES.taisho, firstYear: 1912, firstDay: '1912-07-30' },
  // Before 1873 (明治6年) days were counted by the moon and have no simple counterpart.
  { code: 'meiji', letter: 'M', name: NAMES.meiji, firstYear: 1868, firstDay: '1873-01-01' },
];
