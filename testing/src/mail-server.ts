import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

interface MailServer extends AsyncDisposable {
  readonly url: string
  readonly mails: string[]
  /** Recipients that are rejected. */
  readonly refused: Set<string>
}

/** An SMTP server that keeps all emails. */
export async function startMailServer(): Promise<MailServer> {
  const mails: string[] = []
  const refused = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(refused.has(address) ? new Error('mailbox unavailable') : undefined),
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString())
        done()
      })
    },
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const close = (): Promise<void> => new Promise((resolve) => server.close(resolve))
  return { url: `smtp://127.0.0.1:${port}`, mails, refused, [Symbol.asyncDispose]: close }
}

/** The link in an email with quoted-printable encoding. */
export function linkInMail(mail: string): string {
  return /https?:\S+/.exec(mail.replaceAll('=\r\n', '').replaceAll('=3D', '='))?.[0] ?? ''
}
