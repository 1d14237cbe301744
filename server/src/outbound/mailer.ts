import type { Transporter } from 'nodemailer'
import { toShortLine, toOneLine, withoutMisleading } from '../kernel/foreign-text.ts'

/** Sends emails. */
export interface Mailer {
  /** False if emails are only printed in the server's terminal. */
  readonly delivers: boolean
  send(message: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>
}

/** Sends through an SMTP server; the library is loaded with the first email. */
function createSmtpMailer(url: string, from: string): Mailer {
  let transport: Transporter | undefined
  return {
    delivers: true,
    async send(message) {
      transport ??= (await import('nodemailer')).createTransport(url, { from })
      await transport.sendMail(message)
    },
  }
}

/** Prints each message, for installations without email: the operator passes it on. */
export function createConsoleMailer(print: (text: string) => void): Mailer {
  return {
    delivers: false,
    async send({ to, subject, text }) {
      print(
        `\nEmail is not set up, so this message is printed here.\nTo: ${toShortLine(to)}\nSubject: ${toOneLine(subject)}\n\n${withoutMisleading(text)}\n`,
      )
    },
  }
}

/** @param print for installations without an SMTP server */
export function createMailer(
  { smtpUrl, emailFrom }: { readonly smtpUrl: string | null; readonly emailFrom: string },
  print: (text: string) => void,
): Mailer {
  return smtpUrl ? createSmtpMailer(smtpUrl, emailFrom) : createConsoleMailer(print)
}
