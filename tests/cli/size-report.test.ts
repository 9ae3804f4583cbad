import { describe, expect, it } from 'vitest';
import {
  formatSizeReport,
  listFirstScreenFiles,
  weighFiles,
  weighFirstScreen,
  weighRespondentPage,
} from '#cli/size-report.ts';

const MANIFEST = {
  'index.html': { file: 'assets/index-1.js', isEntry: true, imports: ['_vue-2.js', '_store-3.js'] },
  '_vue-2.js': { file: 'assets/vue-2.js' },
  '_store-3.js': { file: 'assets/store-3.js', imports: ['_vue-2.js', '_dexie-4.js'] },
  '_dexie-4.js': { file: 'assets/dexie-4.js' },
  'areas/shell/pages/SignInPage.vue': {
    file: 'assets/SignInPage-5.js',
    imports: ['index.html', '_form-6.js'],
  },
  '_form-6.js': { file: 'assets/form-6.js' },
  'areas/tables/pages/TablesPage.vue': { file: 'assets/TablesPage-7.js', imports: ['_chart-8.js'] },
  '_chart-8.js': { file: 'assets/chart-8.js' },
  'app.css': { file: 'assets/app-9.css', isEntry: true },
};

describe('the size report', () => {
  it('counts the entry, the page and all they import, each once, and nothing that loads later', () => {
    expect(listFirstScreenFiles(MANIFEST, 'areas/shell/pages/SignInPage.vue').sort()).toEqual([
      'assets/SignInPage-5.js',
      'assets/dexie-4.js',
      'assets/form-6.js',
      'assets/index-1.js',
      'assets/store-3.js',
      'assets/vue-2.js',
    ]);
  });

  it('weighs the heaviest of the first screens', () => {
    const manifest = { ...MANIFEST, 'areas/field/pages/TodayPage.vue': { file: 'assets/TodayPage-10.js' } };
    const sizes: Record<string, number> = { 'assets/TodayPage-10.js': 50_000 };
    expect(weighFirstScreen(manifest, (file) => sizes[file] ?? 1024).subject).toContain(
      'areas/field/pages/TodayPage.vue',
    );
    expect(weighFirstScreen(manifest, () => 1024).subject).toContain('areas/shell/pages/SignInPage.vue');
  });

  it('is within the limit up to 120 KiB, and says so when it is over', () => {
    const weigh = (bytes: number) =>
      weighFirstScreen({ 'index.html': { file: 'a.js', isEntry: true } }, () => bytes);
    expect(weigh(120 * 1024).isWithinLimit).toBe(true);
    const over = weigh(120 * 1024 + 1);
    expect(over.isWithinLimit).toBe(false);
    expect(formatSizeReport(over)).toContain('120.0 KiB  in all; the limit is 120 KiB: TOO LARGE');
  });

  it('lists the heaviest first with the sum', () => {
    const sizes: Record<string, number> = { 'assets/vue-2.js': 3072, 'assets/dexie-4.js': 2048 };
    const report = weighFirstScreen(MANIFEST, (file) => sizes[file] ?? 1024);
    expect(report.files.slice(0, 2).map(({ file }) => file)).toEqual([
      'assets/vue-2.js',
      'assets/dexie-4.js',
    ]);
    expect(report.totalBytes).toBe(9 * 1024);
    expect(formatSizeReport(report)).toContain('9.0 KiB  in all');
  });

  it('never passes for want of anything to weigh', () => {
    expect(() => weighFirstScreen({}, () => 0)).toThrow('no entry');
    expect(() => weighRespondentPage({ 'page.css': { file: 'page.css' } }, () => 0)).toThrow('no entry');
  });

  it('counts every script of the company’s page, also what would load later, up to 45 KiB', () => {
    const manifest = {
      'index.html': { file: 'a.js', isEntry: true, css: ['a.css'] },
      'Later.vue': { file: 'b.js' },
    };
    expect(weighRespondentPage(manifest, () => 22.5 * 1024)).toMatchObject({
      totalBytes: 45 * 1024,
      isWithinLimit: true,
    });
    expect(weighRespondentPage(manifest, () => 22.5 * 1024 + 1).isWithinLimit).toBe(false);
  });

  it('names what is weighed and its limit', () => {
    const text = formatSizeReport(weighFiles('Its worker', ['worker.js'], 5 * 1024, () => 1024));
    expect(text).toContain('Its worker:');
    expect(text).toContain('1.0 KiB  in all; the limit is 5 KiB\n');
  });
});
