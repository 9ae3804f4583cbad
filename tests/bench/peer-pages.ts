import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { build } from 'vite';
import { getItem, type Questionnaire } from '#domain/questionnaire/model.ts';
import type { SurveyPage } from './survey-page.ts';
import { installPeers } from './install-peers.ts';
import { serveFolder } from './serve-folder.ts';
import { toSurveyJs } from './surveyjs-definition.ts';
import { toXForm } from './xform-definition.ts';

const SEED = new URL('../../seeds/questionnaire.json', import.meta.url);
const DEFINITION_PLACE = /(?<=<script type="text\/plain" id="definition">)(?=<\/script>)/;

/** The seed's questionnaire as the peers' pages ask it, built and served; `stop` ends that. */
export interface PeerPages {
  pages: SurveyPage[];
  stop: () => Promise<void>;
}

/** Builds the smallest honest page with each of the peers, its questionnaire inside as ours has it. */
export async function startPeerPages(): Promise<PeerPages> {
  const workshop = await installPeers('survey');
  const questionnaire = JSON.parse(await readFile(fileURLToPath(SEED), 'utf8')) as Questionnaire;
  const odk = await serveFolder(await buildPage(workshop, 'odk', toXForm(questionnaire)));
  const surveyjs = await serveFolder(
    await buildPage(workshop, 'surveyjs', JSON.stringify(toSurveyJs(questionnaire))),
  );
  return {
    pages: [describeOdk(odk.url, questionnaire), describeSurveyJs(surveyjs.url, questionnaire)],
    stop: async () => {
      await odk.stop();
      await surveyjs.stop();
    },
  };
}

async function buildPage(workshop: string, name: string, definition: string): Promise<string> {
  const outDir = join(workshop, 'dist', name);
  await build({
    configFile: false,
    root: join(workshop, name),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
  const page = join(outDir, 'index.html');
  const html = await readFile(page, 'utf8');
  if (!DEFINITION_PLACE.test(html)) throw new Error(`${page} has no place for the questionnaire`);
  await writeFile(
    page,
    html.replace(DEFINITION_PLACE, () => definition),
  );
  return outDir;
}

/** All questions stand on one page; each is known by its label. */
function describeOdk(url: string, questionnaire: Questionnaire): SurveyPage {
  const question = (page: Page, item: string): Locator =>
    page
      .locator('.question-container')
      .filter({ has: page.getByText(getItem(questionnaire, item).label.ja, { exact: true }) });
  return {
    name: 'ODK Web Forms',
    url,
    firstQuestion: { selector: '.question-container input[type="radio"]' },
    reach: (page, item) => question(page, item).waitFor(),
    option: (page, item, option) => question(page, item).locator(`label:has(input[value="${option}"])`),
    textField: (page, item) => question(page, item).locator('textarea'),
  };
}

/** A page for each section, known by its first item. */
function describeSurveyJs(url: string, { sections }: Questionnaire): SurveyPage {
  const question = (page: Page, item: string): Locator => page.locator(`[data-name="${item}"]`);
  return {
    name: 'SurveyJS',
    url,
    firstQuestion: { selector: '[data-name="industry"] input' },
    async reach(page, item) {
      for (const [place, { items }] of sections.entries()) {
        if (items.some(({ code }) => code === item)) break;
        if (!(await question(page, items[0]!.code).isVisible())) continue;
        await page.locator('.sd-navigation__next-btn').tap();
        await question(page, sections[place + 1]!.items[0]!.code).waitFor();
      }
      await question(page, item).waitFor();
    },
    option: (page, item, option) => question(page, item).locator(`label:has(input[value="${option}"])`),
    textField: (page, item) => question(page, item).locator('textarea'),
  };
}
