import type { Connection, Letterlock } from '@letterlock/sdk'
import { setTimeout as sleep } from 'node:timers/promises'
import { CliError } from '../cli-error.ts'
import { note } from '../output.ts'
import { retryAccountLookup } from './retry-account-lookup.ts'
import { labelsOf, permissionsOf, type ConnectTarget } from './target.ts'

/** Shows a code to enter on another device (RFC 8628), and polls until it was entered. @throws CliError */
export async function connectByDevice(server: Letterlock, target: ConnectTarget): Promise<Connection> {
  const { provider, endUserId } = target
  const device = await server.deviceAuthorizations.create({
    provider,
    endUserId,
    ...permissionsOf(target),
    ...labelsOf(target),
  })
  note('Open this URL on any device:')
  note(`  ${device.verificationUri}`)
  note('and enter the code:')
  note(`  ${device.userCode}`)
  note()
  note('Waiting for authorization…')
  while (Date.now() < Date.parse(device.expiresAt)) {
    await sleep(device.intervalSeconds * 1000)
    const { connection } = await retryAccountLookup(() =>
      server.deviceAuthorizations.poll({ deviceCode: device.deviceCode }),
    )
    if (connection) return connection
  }
  throw new CliError('The code expired.', 'Run the command again for a new one.')
}
