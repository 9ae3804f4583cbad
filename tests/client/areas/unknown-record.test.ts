// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import LeadPage from '#client/areas/casework/pages/LeadPage.vue';
import ReferralPage from '#client/areas/casework/pages/ReferralPage.vue';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import MergePage from '#client/areas/field/pages/MergePage.vue';
import PartPage from '#client/areas/field/pages/PartPage.vue';
import VisitPage from '#client/areas/field/pages/VisitPage.vue';
import VisitReportPage from '#client/areas/field/pages/VisitReportPage.vue';
import DecisionPage from '#client/areas/management/pages/DecisionPage.vue';
import MeetingPage from '#client/areas/management/pages/MeetingPage.vue';
import ResponsePage from '#client/areas/survey/pages/ResponsePage.vue';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import { eventually } from '#tests/support/eventually.ts';

let desk: Desk;
/** What counts is another's: here it never answers. */
class SilentWorker extends EventTarget {
  postMessage(): void {}
  terminate(): void {}
}
beforeEach(async () => {
  vi.stubGlobal('Worker', SilentWorker);
  desk = await openDesk('manager');
});
afterEach(async () => {
  await desk.close();
  vi.unstubAllGlobals();
});

const PAGES: Record<string, Component> = {
  LeadPage,
  ReferralPage,
  AccountPage,
  MergePage,
  PartPage,
  VisitPage,
  VisitReportPage,
  DecisionPage,
  MeetingPage,
  ResponsePage,
};

it.each(Object.keys(PAGES))(
  '%s of a record that the device does not have says so, why, and leads on',
  async (name) => {
    const id = '019aa000-0000-7000-8000-00000000dead';
    const page = await desk.open(PAGES[name]!, '/', { id });
    await eventually(() => {
      expect(page.find('h1').text().length).toBeGreaterThan(1);
      expect(page.find('h1').text()).not.toContain(id);
      expect(page.text()).toMatch(/同期|削除/);
      expect(page.findAll('a').length).toBeGreaterThan(0);
      expect(page.findAll('input, textarea, select')).toHaveLength(0);
    });
  },
);
