import { Command } from 'commander'
import { getCommand } from './webhook-deliveries/get.ts'
import { listCommand } from './webhook-deliveries/list.ts'
import { redeliverCommand } from './webhook-deliveries/redeliver.ts'

export function webhookDeliveriesCommand(): Command {
  return new Command('webhook-deliveries')
    .description('list what was sent to a webhook endpoint, and send it again')
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(redeliverCommand())
}
