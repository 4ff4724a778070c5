// A certificate for this run (ECDSA P-256, as most sites have it), for the service and for nginx alike.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { workFolder } from './folders.mjs';

export async function makeCertificate() {
  const certificate = join(workFolder, 'certificate.pem'), key = join(workFolder, 'key.pem');
  await run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', certificate]);
  chmodSync(key, 0o600);
  return { certificate, key };
}

// Protocol and cipher that an ordinary client ends up with, such as "TLSv1.3 TLS_AES_256_GCM_SHA384".
export async function spoken(url) {
  const { out, errors } = await run(['openssl', 's_client', '-connect', new URL(url).host, '-brief'], { mayFail: true });
  const found = (name) => new RegExp(`${name}\\s*: (\\S+)`).exec(out + errors)?.[1] ?? '?';
  return `${found('Protocol version')} ${found('Ciphersuite')}`;
}
