import { Command } from 'commander'
import { paint, print, printJson, printText } from '../../output.ts'
import { formatResult } from '../../print-webhook-delivery.ts'
import { serverOf } from '../../server-access.ts'

export function getCommand(): Command {
  return new Command('get')
    .description('show a delivery: what was sent, and what the endpoint answered')
    .argument('<endpoint>', 'ID of the webhook endpoint')
    .argument('<delivery>', 'ID of the delivery')
    .action(async (id: string, deliveryId: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const delivery = await server.webhookDeliveries.get(id, deliveryId)
      if (json) return printJson(delivery)
      const { request, responseBody, durationMs } = delivery
      print(paint('dim', `POST ${request.url}`))
      for (const [name, value] of Object.entries(request.headers)) print(`${name}: ${value}`)
      print()
      printText(request.body ?? 'The event is no longer kept.')
      print()
      print(paint('dim', `${formatResult(delivery)}, ${durationMs} ms`))
      if (responseBody) printText(responseBody)
    })
}
