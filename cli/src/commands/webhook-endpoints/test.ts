import { Command } from 'commander'
import { EXIT } from '../../cli-error.ts'
import { paint, print, printJson } from '../../output.ts'
import { formatResult } from '../../print-webhook-delivery.ts'
import { serverOf } from '../../server-access.ts'

export function testCommand(): Command {
  return new Command('test')
    .description('send a test event, and show what the endpoint answered')
    .argument('<endpoint>', 'ID of the webhook endpoint')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const delivery = await server.webhookEndpoints.test(id)
      const succeeded = delivery.status === 'succeeded'
      if (!succeeded) process.exitCode = EXIT.checkFailed
      if (json) return printJson(delivery)
      print(
        `${succeeded ? paint('green', '✓') : paint('red', '✗')} ${formatResult(delivery)}, ${delivery.durationMs} ms`,
      )
      if (delivery.responseBody) print(delivery.responseBody)
    })
}
