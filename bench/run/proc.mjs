// What the kernel counted: computing time and memory of processes, and how busy each core was (proc(5)).
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

// A process and what it has started, such as nginx's worker.
export function family(pid) {
  let children = [];
  try {
    children = readdirSync(`/proc/${pid}/task`)
      .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean));
  } catch { /* it has just ended */ }
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

// User and system time of a process and its children that run, in µs.
export function cpuTime(pid) {
  let ticks = 0;
  for (const one of family(pid)) {
    const fields = readFileSync(`/proc/${one}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / ticksPerSecond * 1e6;
}

// Memory that is in RAM and not a file's, of a process and its children, in bytes.
export function memory(pid) {
  let bytes = 0;
  for (const one of family(pid)) {
    const status = readFileSync(`/proc/${one}/status`, 'utf8');
    bytes += Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }
  return bytes;
}

// Ticks of each core: {busy, stolen, all}.
export function cores() {
  return readFileSync('/proc/stat', 'utf8').split('\n').filter((line) => /^cpu\d/.test(line)).map((line) => {
    const [user, nice, system, idle, iowait, irq, softirq, steal] = line.split(/\s+/).slice(1).map(Number);
    const all = user + nice + system + idle + iowait + irq + softirq + steal;
    return { busy: all - idle - iowait - steal, stolen: steal, all };
  });
}

// The parts of the time since `before` for which each core was busy, and taken away by the host.
export function sharesSince(before) {
  return cores().map((now, i) => {
    const all = Math.max(1, now.all - before[i].all);
    return { busy: (now.busy - before[i].busy) / all, stolen: (now.stolen - before[i].stolen) / all };
  });
}

export const loadAverage = () => readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ');
