import type { Locator, Page } from '@playwright/test';
import type { FirstQuestion } from './watch-page.ts';

/** A page on which the same questionnaire is answered, ours or a peer's, and how a hand gets along on it. */
export interface SurveyPage {
  /** Who made it. */
  name: string;
  url: string;
  /** Where its service worker is, if it has one. */
  workerUrl?: string;
  firstQuestion: FirstQuestion;
  /** Goes on until the item is on the screen. */
  reach: (page: Page, itemCode: string) => Promise<void>;
  option: (page: Page, itemCode: string, optionCode: string) => Locator;
  textField: (page: Page, itemCode: string) => Locator;
}
