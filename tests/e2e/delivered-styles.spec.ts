import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test('the styles that are delivered name no colour that the oldest browsers cannot read', () => {
  for (const app of ['app', 'respondent']) {
    for (const file of readdirSync(`dist/${app}/assets`).filter((name) => name.endsWith('.css'))) {
      const styles = readFileSync(`dist/${app}/assets/${file}`, 'utf8');
      // Tailwind's own placeholder colour asks first.
      const asked = styles.replaceAll(/@supports \(color:color-mix[^{]*\{(?:[^{}]|\{[^{}]*\})*\}/g, '');
      expect(asked, file).not.toMatch(/light-dark\(|color-mix\(|okl(?:ch|ab)\(|@starting-style/);
    }
  }
});
