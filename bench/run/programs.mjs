// The C++ programs of bench/: each prints one line of JSON a measure, {measure, value, unit, q1?, q3?, orders?}.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { build, dataFolder } from './folders.mjs';

// Runs one and answers its measures, which are told as they come.
export async function linesOf(name, args = []) {
  const program = join(build, 'bench', name);
  if (!existsSync(program)) throw new Error(`${name} has not been built`);
  const lines = [];
  const heard = (text) => {
    if (!text.startsWith('{"measure"')) return;
    const line = JSON.parse(text);
    lines.push(line);
    console.log(`  ${line.measure}${line.orders ? ` of ${line.orders}` : ''}: ${line.value} ${line.unit}`);
  };
  const csv = process.env.CLAIMCHECK_ORDS_CSV;
  await run([program, ...args], { heard, env: { CLAIMCHECK_BENCH_DIR: dataFolder, ...(csv && { CLAIMCHECK_ORDS_CSV: csv }) } });
  return lines;
}
