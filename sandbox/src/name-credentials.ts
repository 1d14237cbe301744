import { providerOfHost } from './provider-of-host.ts'
import type { Exchange, RecordedCredential } from './recorded-exchange.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** The credentials of a request, with the current names of accounts and apps. */
export function nameCredentials(
  world: SimulatedWorld,
  { host, credentials }: Pick<Exchange, 'host' | 'credentials'>,
): RecordedCredential[] {
  const provider = providerOfHost(world.providers, host)
  const users = provider?.users(world) ?? []
  const apps = provider?.apps(world) ?? []
  return credentials.map((credential) => {
    const accountName = users.find(({ username }) => username === credential.username)?.accountName
    const appName = apps.find(({ clientId }) => clientId === credential.clientId)?.name
    return { ...credential, ...(accountName && { accountName }), ...(appName && { appName }) }
  })
}
