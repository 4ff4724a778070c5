// Serves a folder of the storybook over loopback with the headers of the real pages, and drives Chromium.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { chromium as playwright } from 'playwright-core';

const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

export const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types claimcheck",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

// The storybook program writes its pages into a folder that is removed at the end. CLAIMCHECK_STORYBOOK names it, else
// the newest build has it.
export function drawStorybook() {
  const build = resolve(import.meta.dirname, '../../build');
  const built = existsSync(build) ? readdirSync(build).map((name) => join(build, name, 'tests/storybook')) : [];
  const program = process.env.CLAIMCHECK_STORYBOOK ?? built.find((path) => existsSync(path));
  if (!program) throw new Error('build the storybook first, or name it in CLAIMCHECK_STORYBOOK');
  const folder = mkdtempSync(join(tmpdir(), 'storybook-'));
  execFileSync(program, [folder]);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const stories = (folder, language = 'en') => readdirSync(join(folder, language)).map((name) => name.replace(/\.html$/, ''));

export async function serve(folder) {
  const server = http.createServer((request, response) => {
    const path = join(folder, new URL(request.url, 'http://localhost').pathname);
    // An open page listens for changes; here none come.
    if (path.endsWith('/events')) return response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' }).write(':connected\n\n');
    if (!path.startsWith(folder) || !existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { ...headers, 'content-type': `${types[extname(path)]}; charset=utf-8` }).end(readFileSync(path));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => { server.closeAllConnections(); server.close(); } };
}

// `more` are flags beside those that any machine needs.
export const launch = (more = []) => playwright.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', ...more],
});
