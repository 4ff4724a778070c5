// Memory behind a connection that is open and says nothing.
import { makeCertificate } from '../certificate.mjs';
import { bytesPerIdle } from '../idle.mjs';
import { memory } from '../proc.mjs';
import { folderFor, fullShop, serve } from '../service.mjs';

export const about = 'memory behind each idle connection';

export async function measure({ count }) {
  const tls = await makeCertificate();
  const full = await fullShop();
  const values = {}, atStart = {};
  for (const [name, env] of [['plain', {}], ['TLS', { CLAIMCHECK_TLS_CERTIFICATE: tls.certificate, CLAIMCHECK_TLS_KEY: tls.key }]]) {
    values[`idle, ${name}`] = [];
    for (let i = 0; i < Math.min(count, 3); ++i) {
      const service = await serve(folderFor('idle', full), { env });
      atStart[name] = memory(service.pid);
      values[`idle, ${name}`].push(await bytesPerIdle(service.page, service.pid));
      await service.stop();
    }
    console.log(`  idle, ${name}: ${values[`idle, ${name}`].map(Math.round).join(', ')} bytes`);
  }
  const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
  return { values, notes: [`the service itself takes ${mib(atStart.plain)} MiB after its start, ${mib(atStart.TLS)} MiB with TLS; 4,000 connections, each answered once`] };
}
