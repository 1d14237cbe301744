import { Command } from 'commander'
import { print, printJson } from '../../output.ts'
import { callLine } from '../../print-call.ts'
import { serverOf } from '../../server-access.ts'

export function getCommand(): Command {
  return new Command('get')
    .description('show a call')
    .argument('<call>', 'ID of the call')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const call = await server.calls.get(id)
      if (json) return printJson(call)
      const { connection, principal, credential, requestBytes, responseBytes, retryCount, requestId } = call
      print(callLine(call))
      const facts = {
        Request: requestId,
        By: `${principal.name ?? 'deleted'} (${principal.id})`,
        Connection: connection ? `${connection.id} of ${connection.endUserId ?? 'a deleted one'}` : 'none',
        Credential: credential ?? 'none',
        Bytes: `${requestBytes} sent, ${responseBytes} received`,
        Retries: String(retryCount),
      }
      for (const [name, value] of Object.entries(facts)) print(`${name.padEnd(12)}${value}`)
    })
}
