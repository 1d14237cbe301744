import type { Letterlock } from '@letterlock/sdk'

/** A provider that the sandbox simulates, with its first user. */
export interface SandboxProvider {
  readonly id: string
  readonly username: string
  readonly password: string
}

/**
 * Registers an OAuth app at each simulated provider, unless the server already has a valid one, so that accounts can be connected
 * immediately. Providers from definition files are not simulated.
 */
export async function prepareSandbox(server: Letterlock, sandboxUrl: string): Promise<SandboxProvider[]> {
  const prepared: SandboxProvider[] = []
  for (const { id, redirectUri } of (await server.providers.list()).items) {
    const control = `${sandboxUrl}/_sandbox/${id}`
    const users = await fetch(`${control}/users`)
    if (!users.ok) continue
    await registerApp(server, control, { id, redirectUri })
    const [first] = (await users.json()) as { username: string; password: string }[]
    if (first) prepared.push({ id, username: first.username, password: first.password })
  }
  return prepared
}

async function registerApp(
  server: Letterlock,
  control: string,
  { id, redirectUri }: { readonly id: string; readonly redirectUri: string },
): Promise<void> {
  const registered = (await (await fetch(`${control}/apps`)).json()) as RegisteredApp[]
  const { items: ours } = await server.oauthApps.list({ provider: id })
  const isKnown = registered.some(
    (app) => app.redirectUri === redirectUri && ours.some(({ clientId }) => clientId === app.clientId),
  )
  if (isKnown) return
  const response = await fetch(`${control}/apps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Letterlock', company: 'Your company', redirectUri }),
  })
  const { clientId, clientSecret } = (await response.json()) as { clientId: string; clientSecret: string }
  // End users see this name on the connect page.
  await server.oauthApps.create({ provider: id, clientId, clientSecret, name: 'Your application' })
}

interface RegisteredApp {
  readonly clientId: string
  readonly redirectUri: string
}
