// What is asked of every page, wherever it comes from.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  // A telephone link's number has its own spaces; titles are sentences that people wrote.
  rules: { 'no-inline-style': 'error', 'long-title': 'off', 'no-trailing-whitespace': 'off', 'tel-non-breaking': 'off' },
});

export const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));

// What axe finds on the page, every fold opened. The checker is injected, which the pages' own policy would rightly
// refuse: the page's context bypasses it.
export async function violations(page) {
  await openAll(page);
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), rules);
  return result.violations.map((v) => `${v.id} at ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

// What is not valid in a page as the server wrote it.
export async function invalid(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap((result) => result.messages.map((m) => `${m.line} ${m.ruleId} ${m.message}`));
}
