import { Command, InvalidArgumentError } from 'commander'
import { printSigningSecret } from '../../print-webhook-endpoint.ts'
import { serverOf } from '../../server-access.ts'

const MAX_HOURS = 168

export function rotateSecretCommand(): Command {
  return new Command('rotate-secret')
    .description('create a new signing secret and print it; until they expire, the previous ones sign too')
    .argument('<endpoint>', 'ID of the webhook endpoint')
    .option('--previous-expires-in <hours>', 'when the previous secrets expire, 0 to 168', readHours, 24)
    .action(async (id: string, { previousExpiresIn }: { previousExpiresIn: number }, command: Command) => {
      const { server, json } = serverOf(command)
      const previousExpiresInSeconds = previousExpiresIn * 3600
      printSigningSecret(await server.webhookEndpoints.rotateSecret(id, { previousExpiresInSeconds }), json)
    })
}

function readHours(text: string): number {
  const hours = Number(text)
  if (Number.isInteger(hours) && hours >= 0 && hours <= MAX_HOURS) return hours
  throw new InvalidArgumentError(`Give a whole number from 0 to ${MAX_HOURS}.`)
}
