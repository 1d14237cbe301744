import { Command } from 'commander'
import { createCommand } from './webhook-endpoints/create.ts'
import { deleteCommand } from './webhook-endpoints/delete.ts'
import { getCommand } from './webhook-endpoints/get.ts'
import { listCommand } from './webhook-endpoints/list.ts'
import { rotateSecretCommand } from './webhook-endpoints/rotate-secret.ts'
import { testCommand } from './webhook-endpoints/test.ts'
import { updateCommand } from './webhook-endpoints/update.ts'

export function webhookEndpointsCommand(): Command {
  return new Command('webhook-endpoints')
    .description('create and manage webhook endpoints')
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(createCommand())
    .addCommand(updateCommand())
    .addCommand(rotateSecretCommand())
    .addCommand(testCommand())
    .addCommand(deleteCommand())
}
