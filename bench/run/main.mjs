// node bench/run/main.mjs [--quick] [--long] [NAME…]: measures, and writes bench/results.md and its charts from all that has
// been measured. --quick: three short rounds, told here and not written down.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopAll } from './child.mjs';
import { resultFolder } from './folders.mjs';
import { loadAverage } from './proc.mjs';
import { drawChart, machine, promised, readResult, writeReport } from './report.mjs';
import * as idle from './benches/idle.mjs';
import * as instructions from './benches/instructions.mjs';
import * as pages from './benches/pages.mjs';
import * as shared from './benches/shared.mjs';
import * as tls from './benches/tls.mjs';
import { approve, growth, imported, micro, publish } from './benches/programs.mjs';

const benches = { pages, tls, shared, instructions, idle, publish, approve, growth, micro, imported };

const words = process.argv.slice(2);
const quick = words.includes('--quick'), long = words.includes('--long');
const names = words.filter((word) => !word.startsWith('--'));
const unknown = words.find((word) => (word.startsWith('--') ? !['--quick', '--long'].includes(word) : !benches[word]));
if (unknown) {
  console.error(`There is no bench '${unknown}'; these are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
const wanted = names.length ? names : Object.keys(benches).filter((name) => long || !benches[name].onlyWhenAsked);
const how = quick ? { count: 3, seconds: 1, orders: 10_000 } : { count: 10, seconds: 3, orders: 100_000 };

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopAll().then(() => process.exit(130)));

const results = {}, failed = [];
const file = (name) => join(resultFolder, `${name}.json`);
for (const name of wanted) {
  const { about, measure } = benches[name];
  console.log(`${name}: ${about}`);
  const before = { about, date: new Date().toISOString().slice(0, 16).replace('T', ' '), load: loadAverage(), machine: machine() };
  const begun = Date.now();
  try {
    const found = await measure({ ...how, quick });
    results[name] = { ...before, ...(found.samples && { rounds: how.count, seconds: how.seconds }), ...found };
    if (!quick) writeFileSync(file(name), JSON.stringify(results[name]));
    console.log(`  took ${Math.round((Date.now() - begun) / 1000)} s`);
  } catch (error) {
    failed.push(name);
    console.error(`  ${name} could not be measured: ${error.message}`);
  } finally {
    await stopAll();
  }
}

// What was measured before stands beside what was measured now.
if (!quick) {
  for (const name of Object.keys(benches)) if (!results[name] && existsSync(file(name))) results[name] = readResult(file(name));
  const inOrder = Object.fromEntries(Object.keys(benches).filter((name) => results[name]).map((name) => [name, results[name]]));
  writeReport(inOrder, `./dev bench${long ? ' --long' : ''}`);
  drawChart(inOrder);
}
console.log(promised(results).filter((line) => !line.includes('| not measured |')).join('\n'));
if (failed.length) {
  console.error(`not measured: ${failed.join(', ')}`);
  process.exitCode = 1;
}
