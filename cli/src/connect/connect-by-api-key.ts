import type { Connection, Letterlock } from '@letterlock/sdk'
import type { Command } from 'commander'
import { askSecret } from '../prompt.ts'
import { labelsOf, permissionsOf, type ConnectTarget } from './target.ts'

export async function connectByApiKey(
  server: Letterlock,
  target: ConnectTarget,
  command: Command,
): Promise<Connection> {
  const { provider, endUserId } = target
  const apiKey = await askSecret(command, 'API key')
  return server.connections.create({
    provider,
    endUserId,
    ...permissionsOf(target),
    ...labelsOf(target),
    credentials: { type: 'api_key', apiKey },
  })
}
