import { Command } from 'commander'
import { note, paint, print, printJson } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function deleteCommand(): Command {
  return new Command('delete')
    .description('delete a webhook endpoint with its deliveries')
    .argument('<endpoint>', 'ID of the webhook endpoint')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const url = (await server.webhookEndpoints.get(id)).url
      if (!(await confirmAction(command, `Delete the webhook endpoint ${url}? This cannot be undone.`)))
        return note('Nothing was changed.')
      await server.webhookEndpoints.delete(id)
      if (json) return printJson({ id, deleted: true })
      print(`${paint('green', '✓')} Deleted: ${url}`)
    })
}
