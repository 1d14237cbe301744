import { Command, InvalidArgumentError } from 'commander'
import { endTogether } from '../end-together.ts'
import { launch } from '../launch.ts'
import { print } from '../output.ts'

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('start the sandbox alone: the platforms, imitated, for any client')
    .option('--port <port>', 'the port to listen on (LETTERLOCK_SANDBOX_PORT, or 4401)', readPort)
    .option('--state <file>', 'keep its state in this file between runs')
    .action(async ({ port, state }: { port?: string; state?: string }) => {
      const sandbox = await launch('sandbox', {
        ...(port && { LETTERLOCK_SANDBOX_PORT: port }),
        ...(state && { LETTERLOCK_SANDBOX_STATE_FILE: state }),
      })
      const ended = endTogether([sandbox])
      print(`The sandbox is ready   ${sandbox.url}/_sandbox/`)
      print(`Mailchimp   ${sandbox.url}/login.mailchimp.com/…   ${sandbox.url}/us21.api.mailchimp.com/3.0/…`)
      print(`MailUp      ${sandbox.url}/services.mailup.com/…`)
      print(
        `Constant Contact   ${sandbox.url}/authz.constantcontact.com/…   ${sandbox.url}/api.cc.email/v3/…`,
      )
      print('Stop with Ctrl-C.')
      await ended
    })
}

function readPort(text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return text
  throw new InvalidArgumentError('It is a whole number from 0 to 65535.')
}
