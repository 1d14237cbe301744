import type { Letterlock } from '@letterlock/sdk'

/**
 * Gives the hub an app at every platform that the sandbox imitates, unless it has a living one: nothing to click before
 * the first try. Platforms of the operator's own are not imitated.
 */
export async function registerSandboxApps(server: Letterlock, sandboxUrl: string): Promise<void> {
  const { items: providers } = await server.listProviders()
  for (const { id, redirectUri } of providers) {
    const { items: apps } = await server.listOAuthApps({ provider: id })
    const address = `${sandboxUrl}/_sandbox/${id}/apps`
    const answer = await fetch(address)
    if (!answer.ok) continue
    const known = (await answer.json()) as { clientId: string; redirectUri: string }[]
    const living = known.filter((app) => app.redirectUri === redirectUri)
    if (apps.some(({ clientId }) => living.some((app) => app.clientId === clientId))) continue
    const registered = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Letterlock', company: 'Your company', redirectUri }),
    })
    const { clientId, clientSecret } = (await registered.json()) as { clientId: string; clientSecret: string }
    await server.createOAuthApp({ provider: id, clientId, clientSecret })
  }
}
