import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** Takes letters by SMTP on a free port of every address of this machine, and only counts them. */
export async function startMailSink() {
  let letters = 0;
  const server = createServer((socket) => {
    let inLetter = false;
    const say = (answer) => socket.write(`${answer}\r\n`);
    const take = (line) => {
      if (inLetter) {
        if (line !== '.') return;
        inLetter = false;
        letters += 1;
        say('250 taken');
      } else if (/^DATA$/i.test(line)) {
        inLetter = true;
        say('354 go on');
      } else if (/^QUIT$/i.test(line)) {
        socket.end('221 bye\r\n');
      } else {
        say('250 ok');
      }
    };
    // Workers keep connections for the next letter; nobody waits for them to close.
    socket.unref();
    // A worker that is killed in the middle of a letter is part of the trial; readline hears of it, too.
    socket.on('error', () => socket.destroy());
    createInterface(socket)
      .on('line', take)
      .on('error', () => undefined);
    say('220 sink');
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  return { port: server.address().port, letters: () => letters, close: () => server.close() };
}
