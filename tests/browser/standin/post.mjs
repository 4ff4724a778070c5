// A mail server on loopback that a shop's mails go to, read as their recipients' programs read them.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

// `slowness` are milliseconds that it takes over each mail; nobody@… is no recipient. Without `open` nobody is there before open() is called.
export async function openPost({ slowness = 0, open = true, port = 0 } = {}) {
  const mails = [], waiting = [];
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 500,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, session, done) => {
      const refusal = address.startsWith('nobody@') && Object.assign(new Error('5.1.1 no such person'), { responseCode: 550 });
      done(refusal || null);
    },
    onData: async (stream, session, done) => {
      const blocks = [];
      for await (const block of stream) blocks.push(block);
      const raw = Buffer.concat(blocks).toString('utf8');
      await sleep(slowness, null, { ref: false });
      const mail = await simpleParser(raw);
      mail.raw = raw;
      mail.rcpt = session.envelope.rcptTo.map((to) => to.address);
      mails.push(mail);
      done();
      for (const look of [...waiting]) look();
    },
  });
  server.on('error', () => {});
  const listen = async (at) => {
    server.listen(at, '127.0.0.1');
    await once(server.server, 'listening');
    return server.server.address().port;
  };
  const at = open ? await listen(port) : port;
  return {
    url: `smtp://127.0.0.1:${at}`,
    mails,
    open: () => listen(at),
    // The mails that `wanted` holds for, once there are `count` of them.
    find: (wanted, count = 1, patience = 30_000) => new Promise((found, failed) => {
      const look = () => {
        const those = mails.filter(wanted);
        if (those.length < count) return;
        clearTimeout(timer);
        waiting.splice(waiting.indexOf(look), 1);
        found(those);
      };
      const timer = setTimeout(() => failed(new Error(
        `${mails.filter(wanted).length} of ${count} mails came; there are: ${mails.map((m) => m.subject).join(' | ')}`)), patience);
      waiting.push(look);
      look();
    }),
    close: () => new Promise((closed) => server.close(closed)),
  };
}
