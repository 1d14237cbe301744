import type { SimulatedProvider } from '../kernel/simulated-provider.ts'
import type { SimulatedWorld } from '../simulated-world.ts'

interface ShownUser {
  /** Of the provider. */
  readonly title: string
  readonly username: string
  readonly password: string
  readonly accountName: string
  readonly apiKeys: readonly string[]
  /** How many apps have a grant of this user. */
  readonly apps: number
}

/** The users of all providers. Users that two providers share are listed once. */
export function everyUser(world: SimulatedWorld): ShownUser[] {
  return world.providers.flatMap((provider) =>
    provider.addUser
      ? provider.users(world).map(({ username, password, accountName, apiKeys = [] }) => ({
          title: provider.title,
          username,
          password,
          accountName,
          apiKeys,
          apps: connectedApps(world, provider, username),
        }))
      : [],
  )
}

function connectedApps(world: SimulatedWorld, provider: SimulatedProvider, username: string): number {
  const shared = world.providers.filter(
    (other) => other === provider || (!other.addUser && other.usersOf === provider.id),
  )
  const apps = shared.flatMap((other) =>
    other
      .grants(world)
      .filter((grant) => grant.username === username)
      .map(({ clientId }) => `${other.id} ${clientId}`),
  )
  return new Set(apps).size
}
