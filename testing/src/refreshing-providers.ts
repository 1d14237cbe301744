import { connectControl } from '@letterlock/sandbox/control'
import { SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import type { Sandbox } from '@letterlock/sandbox/sandbox.ts'
import { INFO, TOKEN_PATH } from './mailup.ts'

/** A provider of the sandbox with expiring tokens, for tests of refreshes. */
export interface RefreshingProvider {
  readonly id: string
  readonly tokenPath: string
  /** A small GET through the proxy. */
  readonly callPath: string
  /** The number of connections that its limits allow in a test. */
  readonly connections: number
  /** Called after its OAuth app was registered. */
  prepare(sandbox: Sandbox): void
  addUser(sandbox: Sandbox, number: number): Promise<SandboxUser>
}

/** Strict: a used refresh token is rejected. Kind: its response is repeated. */
export const mailup = (rotation: 'strict' | 'kind'): RefreshingProvider => ({
  id: 'mailup',
  tokenPath: TOKEN_PATH,
  callPath: INFO,
  connections: 12,
  prepare: (sandbox) => void (sandbox.world.mailup.switches.rotation = rotation),
  addUser: (sandbox, number) =>
    addUser(sandbox, 'mailup', { username: `m${number}`, company: `Company ${number}` }),
})

export const constantContact = (refreshTokens: 'rotating' | 'long_lived'): RefreshingProvider => ({
  id: 'constant-contact',
  tokenPath: '/oauth2/default/v1/token',
  callPath: '/v3/account/summary',
  connections: 4,
  prepare({ world }) {
    for (const app of Object.values(world.constantContact.apps)) app.refreshTokens = refreshTokens
  },
  addUser: (sandbox, number) =>
    addUser(sandbox, 'constant-contact', {
      username: `p${number}@example.com`,
      organization: `Company ${number}`,
    }),
})

async function addUser(
  { url }: Sandbox,
  provider: string,
  user: { readonly username: string } & Record<string, string>,
): Promise<SandboxUser> {
  await connectControl(url)
    .provider(provider)
    .addUser({ password: 'p', size: 'small', ...user })
  return new SandboxUser(user.username, 'p')
}
