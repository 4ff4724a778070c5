// nginx as the yardstick: one worker that serves a saved page from a file, with the same bytes in its answer.
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, serverCore, start, stop, until } from './child.mjs';
import { workFolder } from './folders.mjs';

const quoted = (text) => `"${text.replaceAll(/["\\$]/g, (sign) => `\\${sign}`)}"`;

// A server block. `extra` are its further directives.
function block({ port, tls, page, folder, extra }) {
  const headers = page.head.filter(([name]) => name !== 'content-type').map(([name, value]) => `    add_header ${name} ${quoted(value)};`);
  return `  server {
    listen 127.0.0.1:${port}${tls ? ' ssl' : ''} reuseport backlog=4096;
    server_name localhost;
    root ${folder}/files;
    types { }
    default_type ${quoted(page.head.find(([name]) => name === 'content-type')[1])};
    etag off;
    max_ranges 0;
    add_header Last-Modified "";
${headers.join('\n')}
${tls ? `    ssl_certificate ${tls.certificate};\n    ssl_certificate_key ${tls.key};\n    ssl_protocols TLSv1.2 TLSv1.3;\n` : ''}    ${extra}
  }`;
}

// Serves `page` as a file in several ways, each {name: {tls?, extra}} on a port of its own.
export async function serveFiles(page, ways, name = 'nginx') {
  const folder = join(workFolder, name);
  mkdirSync(join(folder, 'files'), { recursive: true });
  writeFileSync(join(folder, 'files/page'), page.body);
  writeFileSync(join(folder, 'access.log'), '');
  const ports = {};
  for (const way of Object.keys(ways)) ports[way] = await freePort();
  const blocks = Object.entries(ways).map(([way, how]) => block({ port: ports[way], page, folder, ...how }));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `  ${of}_temp_path ${folder}/temporary;`);
  writeFileSync(join(folder, 'nginx.conf'), `daemon off;
${process.getuid() === 0 ? 'user root;\n' : ''}worker_processes 1;
worker_rlimit_nofile 65536;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 20000; }
http {
${temporary.join('\n')}
  sendfile on;
  tcp_nopush on;
  server_tokens off;
  keepalive_requests 1000000000;
  keepalive_timeout 65;
${blocks.join('\n')}
}
`);
  const child = await start(['nginx', '-e', `${folder}/error.log`, '-p', folder, '-c', `${folder}/nginx.conf`], {
    core: serverCore, log: join(folder, 'said.log') });
  const url = (way) => `${ways[way].tls ? 'https' : 'http'}://127.0.0.1:${ports[way]}/page`;
  const plain = Object.keys(ways).find((way) => !ways[way].tls);
  if (plain) await until(() => fetch(url(plain)), 'nginx');
  return {
    url, pid: child.pid,
    forgetLog: () => truncateSync(join(folder, 'access.log')),
    stop: () => stop(child, 'SIGTERM'),
  };
}

// A line for each request. Ours are written in batches, so these are too; Debian's own nginx.conf writes each at once.
export const logged = (name = 'nginx') => `access_log ${join(workFolder, name, 'access.log')} combined buffer=64k flush=1s;`;
export const loggedAtOnce = (name = 'nginx') => `access_log ${join(workFolder, name, 'access.log')} combined;`;
export const knownFiles = 'open_file_cache max=100 inactive=60s; open_file_cache_valid 30s;';
