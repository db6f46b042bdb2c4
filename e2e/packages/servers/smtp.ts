import { text } from 'node:stream/consumers'
import { once } from './once.ts'
import { port } from './ports.ts'

/** A mail server. Returns what it has received. */
export const smtp = once(async () => {
  const { SMTPServer } = await import('smtp-server')
  const received: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('nobody') ? done(Object.assign(new Error('No such user'), { responseCode: 550 })) : done(),
    onData: (stream, _session, done) =>
      void text(stream).then(mail => done(null, `kept ${received.push(mail) && 1}` as never)),
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(port('smtp'), '127.0.0.1', resolve))
  server.server.unref()
  return received
})
