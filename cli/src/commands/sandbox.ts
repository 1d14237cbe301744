import { Command } from 'commander'
import { assertPortFree, launch } from '../launch.ts'
import { print } from '../output.ts'

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('start the sandbox alone: the platforms, imitated, for any client')
    .option('--port <port>', 'the port to listen on', process.env['LETTERLOCK_SANDBOX_PORT'] ?? '4401')
    .option('--state <file>', 'keep its state in this file between runs')
    .action(async ({ port, state }: { port: string; state?: string }) => {
      await assertPortFree(Number(port), 'sandbox')
      const sandbox = await launch('sandbox', `http://127.0.0.1:${port}`, {
        LETTERLOCK_SANDBOX_PORT: port,
        ...(state && { LETTERLOCK_SANDBOX_STATE: state }),
      })
      print(`The sandbox is ready   ${sandbox.url}/_sandbox/`)
      print(`Mailchimp   ${sandbox.url}/login.mailchimp.com/…   ${sandbox.url}/us21.api.mailchimp.com/3.0/…`)
      print(`MailUp      ${sandbox.url}/services.mailup.com/…`)
      print(
        `Constant Contact   ${sandbox.url}/authz.constantcontact.com/…   ${sandbox.url}/api.cc.email/v3/…`,
      )
      print('Stop with Ctrl-C.')
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => void sandbox.stop().then(() => process.exit(0)))
      await new Promise((resolve) => sandbox.process.once('exit', resolve))
    })
}
