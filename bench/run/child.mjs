// Programs that run beside the driver: each on the cores it is given, and all ended with it.
import { spawn, spawnSync } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';

// What is measured has a core for itself; what makes the load has the next.
export const serverCore = 0;
export const loadCore = cpus().length > 1 ? 1 : 0;

const running = new Set();

const onCore = (core, command) => (core === undefined ? command : ['taskset', '-c', String(core), ...command]);

// The machine's own settings do not leak into what is measured.
const plain = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CLAIMCHECK_')));

// Starts a program and waits for `lines` lines of its standard output; standard error goes to the file `log`.
export async function start(command, { core, env = {}, cwd, log, lines = 0 } = {}) {
  const errors = log ? openSync(log, 'a') : 'ignore';
  const [program, ...args] = onCore(core, command);
  const child = spawn(program, args, { cwd, env: { ...plain(), ...env }, stdio: ['ignore', 'pipe', errors] });
  if (log) closeSync(errors);
  running.add(child);
  child.ended = new Promise((done) => child.once('exit', (code) => { running.delete(child); done(code); }));
  const failed = new Promise((_, fail) => child.once('error', fail));
  child.said = [];
  const reader = createInterface({ input: child.stdout });
  const all = new Promise((done) => {
    if (!lines) done();
    reader.on('line', (line) => { if (child.said.push(line) === lines) done(); });
  });
  const early = child.ended.then((code) => { throw new Error(`${command[0]} ended with ${code} before it was ready`); });
  early.catch(() => {});
  await (lines ? Promise.race([all, early, failed]) : Promise.race([all, failed]));
  return child;
}

export async function stop(child, signal = 'SIGTERM') {
  if (!child || !running.has(child)) return;
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await child.ended;
  clearTimeout(timer);
}

export async function stopAll() {
  for (const child of [...running].reverse()) { child.kill('SIGCONT'); await stop(child); }
}

// Runs a program to its end and answers what it said; one that fails ends the bench with its words. `heard` is told each line
// of its standard output as it comes.
export async function run(command, { core, env = {}, cwd, input, heard, mayFail = false } = {}) {
  const [program, ...args] = onCore(core, command);
  const child = spawn(program, args, { cwd, env: { ...plain(), ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  running.add(child);
  child.ended = new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => { running.delete(child); done(code); });
  });
  let out = '', errors = '';
  child.stdout.on('data', (text) => { out += text; });
  child.stderr.on('data', (text) => { errors += text; });
  if (heard) createInterface({ input: child.stdout }).on('line', heard);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await child.ended;
  if (code !== 0 && !mayFail) throw new Error(`${command.join(' ').slice(0, 200)} ended with ${code}:\n${errors || out}`.trim());
  return { code, out, errors };
}

export const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Waits until `asked` is answered with something true.
export async function until(asked, what, ms = 30_000) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(25)) {
    const answer = await Promise.resolve().then(asked).catch(() => null);
    if (answer) return answer;
  }
  throw new Error(`waited in vain for ${what}`);
}
