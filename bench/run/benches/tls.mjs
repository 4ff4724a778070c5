// The hot page by TLS 1.3, over connections that stay and over new ones, beside nginx with the same certificate.
import { makeCertificate, spoken } from '../certificate.mjs';
import { logged, serveFiles } from '../nginx.mjs';
import { rounds } from '../rounds.mjs';
import { folderFor, fullShop, savedPage, serve } from '../service.mjs';
import { sample } from '../wrk.mjs';

export const about = 'the hot page by TLS beside nginx';

export async function measure({ count, seconds }) {
  const tls = await makeCertificate();
  const full = await fullShop();
  const plain = await serve(folderFor('plain', full));
  const page = await savedPage(plain.page);
  await plain.stop();
  page.head.push(['strict-transport-security', 'max-age=31536000']);
  const service = await serve(folderFor('tls', full), { env: { CLAIMCHECK_TLS_CERTIFICATE: tls.certificate, CLAIMCHECK_TLS_KEY: tls.key } });
  const nginx = await serveFiles(page, { plain: { extra: logged('nginx-tls') }, tls: { tls, extra: logged('nginx-tls') } }, 'nginx-tls');
  const target = (name, of, url, how = {}) => ({ name, measure: async () => {
    const seen = await sample(url, of.pid, { seconds, ...how });
    of.forgetLog();
    return seen;
  } });
  const anew = { headers: { Connection: 'close' } };
  const ours = await spoken(service.page), theirs = await spoken(nginx.url('tls'));
  for (const said of [ours, theirs]) if (!said.startsWith('TLSv1.3')) throw new Error(`what should speak TLS 1.3 speaks ${said}`);
  const samples = await rounds([
    target('TLS, kept', service, service.page),
    target('nginx TLS, kept', nginx, nginx.url('tls')),
    target('TLS, new', service, service.page, anew),
    target('nginx TLS, new', nginx, nginx.url('tls'), anew),
  ], count);
  await Promise.all([service.stop(), nginx.stop()]);
  return { samples, notes: [
    `the service speaks ${ours}, nginx ${theirs}; each new connection is a full handshake (ECDSA P-256) and one request`,
    `an answer of the service has ${Math.round(samples['TLS, kept'][0].bytes)} bytes, of nginx ${Math.round(samples['nginx TLS, kept'][0].bytes)}`,
  ] };
}
