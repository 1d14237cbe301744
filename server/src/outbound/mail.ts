import type { Transporter } from 'nodemailer'

/** Sends what people must read. */
export interface Mail {
  /** false: it is only shown where the hub runs. */
  readonly leaves: boolean
  send(message: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>
}

/** Sends through an SMTP server; the library is loaded when the first e-mail goes out. */
export function createSmtpMail(url: string, from: string): Mail {
  let transport: Transporter | undefined
  return {
    leaves: true,
    async send(message) {
      transport ??= (await import('nodemailer')).createTransport(url, { from })
      await transport.sendMail(message)
    },
  }
}

/** For installations without e-mail: whoever runs the hub passes on what it says. */
export function createConsoleMail(print: (text: string) => void): Mail {
  return {
    leaves: false,
    async send({ to, subject, text }) {
      print(`\nNo e-mail is set up, so this is shown here. To: ${to}\n${subject}\n\n${text}\n`)
    },
  }
}
