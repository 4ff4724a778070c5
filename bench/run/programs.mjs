// The C++ programs of bench/: each prints one line of JSON a measure, {measure, value, unit, q1?, q3?, orders?}.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { build, dataFolder } from './folders.mjs';

export const program = (name) => join(build, 'bench', name);

export async function linesOf(name, args = [], env = {}) {
  if (!existsSync(program(name))) throw new Error(`build ${name} first`);
  const csv = process.env.CLAIMCHECK_ORDS_CSV;
  const { out } = await run([program(name), ...args], {
    env: { CLAIMCHECK_BENCH_DIR: dataFolder, ...(csv && { CLAIMCHECK_ORDS_CSV: csv }), ...env } });
  return out.split('\n').filter((line) => line.startsWith('{"measure"')).map((line) => JSON.parse(line));
}
