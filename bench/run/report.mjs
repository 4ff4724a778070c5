// bench/results.md and its charts, from what the benches have left in build/bench/results.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { promises, verdict } from './promises.mjs';
import { column } from './rounds.mjs';
import { summary } from './statistics.mjs';

const digits = (value) => (value === 0 ? '0' : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));
const spread = ({ median, low, high }) =>
  (digits(low) === digits(high) ? digits(median) : `${digits(median)} (${digits(low)} to ${digits(high)})`);
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (names, rows) => [row(names), row(names.map((_, i) => (i ? '--:' : '---'))), ...rows.map(row), ''];

export function machine() {
  const git = (...args) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim();
  return {
    cpu: cpus()[0].model, cores: cpus().length, kernel: release(), memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    commit: git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', '--', ':!bench/results.md', ':!bench/*.svg') ? ' and changes' : ''),
  };
}

export const promised = (results) => table(['measure', 'must', 'aim', 'measured', 'reached'], promises.map((promise) => {
  const { value, word } = verdict(promise, results);
  const unit = promise.unit && ` ${promise.unit}`;
  const bound = (of) => of.toLocaleString('en') + unit;
  return [promise.measure, bound(promise.must), bound(promise.aim), value ? spread(value) + unit : '', word];
}));

function sampled({ samples }) {
  const figure = (name, member) => {
    const values = column(samples[name], member).filter((value) => value !== undefined);
    return values.length ? spread(summary(values)) : '';
  };
  const share = (name, member) => {
    const values = column(samples[name], member).filter((value) => value !== undefined);
    return values.length ? `${Math.round(summary(values).median * 100)} %` : '';
  };
  return table(['', 'requests/s', 'CPU/request, µs', 'p50, µs', 'p99, µs', 'server core', 'load core', 'stolen'],
    Object.keys(samples).map((name) => [name, figure(name, 'rps'), figure(name, 'cpu'), figure(name, 'p50'), figure(name, 'p99'),
      share(name, 'server'), share(name, 'load'), share(name, 'stolen')]));
}

const raw = ({ samples, values }) => Object.entries(samples ?? {}).map(([name, all]) => `${name}: ${column(all, 'rps').map(Math.round).join(' ')}`)
  .concat(Object.entries(values ?? {}).map(([name, all]) => `${name}: ${all.map(Math.round).join(' ')}`));

function section(name, result) {
  const lines = [`## ${name}: ${result.about}`, '', `${result.date}, load average before ${result.load}, ${result.machine.commit}${result.rounds ? `, ${result.rounds} rounds of ${result.seconds} s` : ''}.`, ''];
  if (result.samples) lines.push(...sampled(result));
  if (result.lines) {
    lines.push(...table(['measure', 'orders', 'value', 'unit'], result.lines.map((line) => [
      line.measure, line.orders ? digits(line.orders) : '', spread({ median: line.value, low: line.q1 ?? line.value, high: line.q3 ?? line.value }), line.unit])));
  }
  for (const note of result.notes) lines.push(`- ${note}`);
  return [...lines, ''];
}

// `results` are {name: result} of all benches that have been run.
export function writeReport(results, command) {
  const { cpu, cores, kernel, memory, commit } = machine();
  const rounds = Object.entries(results).flatMap(([name, result]) => raw(result).map((line) => `${name}, ${line}`));
  writeFileSync(join(root, 'bench/results.md'), [
    '# Measured', '',
    `Made by \`${command}\`; do not edit. ${cpu}, ${cores} cores, Linux ${kernel}, ${memory}; ${commit}.`, '',
    'The server has one core and the load the other (64 connections, HTTP/1.1 kept alive, wrk with one thread); rounds in turn, each after a',
    'warm-up; median and quartiles. Ratios are of figures of the same round. Everything that production has on is on: limits, a log line a',
    'request to a file, metrics. nginx has one worker, `sendfile`, `tcp_nopush` and a log that is written in batches, as ours is; with a log',
    'written at once, as Debian installs it, and with `open_file_cache` it stands beside.', '',
    ...promised(results),
    ...Object.entries(results).flatMap(([name, result]) => section(name, result)),
    '## Each round', '', '```', ...rounds, '```', '',
  ].join('\n'));
}

export function drawChart(results) {
  const bars = promises.filter((promise) => promise.unit === '×' && verdict(promise, results).value)
    .map((promise) => ({ promise, ...verdict(promise, results).value }));
  if (!bars.length) return;
  // How far each is beyond what must be reached; a quarter is as far as four times.
  const beyond = ({ promise }, value) => (promise.more ? value / promise.must : promise.must / value);
  const data = bars.map((bar, i) => [bars.length - i, beyond(bar, bar.median), beyond(bar, bar.low), beyond(bar, bar.high),
    beyond(bar, bar.promise.aim)].join(' '));
  const labels = bars.map(({ promise }, i) => `"${promise.measure.replaceAll('"', '')}" ${bars.length - i}`);
  const script = `set terminal svg size 900,${60 + 28 * bars.length} font 'sans-serif,12' background '#ffffff'
set output '${join(root, 'bench/promises.svg')}'
set logscale x 2
set xtics nomirror
set ytics nomirror (${labels.join(', ')})
set yrange [0.3:${bars.length + 0.7}]
set grid x lc '#dddddd'
set border 1
set key above
set xlabel 'times what must be reached'
set arrow from 1, graph 0 to 1, graph 1 nohead lc '#b00020' lw 2
$all << END
${data.join('\n')}
END
plot $all using 5:1 with points pt 2 ps 0.8 lc '#777777' title 'aim', \\
  $all using 2:1:3:4 with xerrorbars pt 7 ps 0.8 lw 2 lc '#0a7d55' title 'measured, quartiles'
`;
  execFileSync('gnuplot', ['-'], { input: script, stdio: ['pipe', 'inherit', 'inherit'] });
}

export const readResult = (file) => JSON.parse(readFileSync(file, 'utf8'));
