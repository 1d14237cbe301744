import { Person } from '@letterlock/sandbox/person.ts'
import type { Sandbox } from '@letterlock/sandbox/server.ts'
import { INFO, TOKEN_PATH } from './mailup.ts'

/** What a test of renewing must know of a platform of the sandbox whose tokens end. */
export interface RenewingPlatform {
  readonly id: string
  readonly tokenPath: string
  /** A cheap GET through the proxy. */
  readonly callPath: string
  /** As many as its limits let a test work with. */
  readonly connections: number
  /** After its app has been registered. */
  prepare(sandbox: Sandbox): void
  addPerson(sandbox: Sandbox, number: number): Promise<Person>
}

/** Strict: a refresh token that is used twice is refused. Kind: its answer is given again. */
export const mailup = (rotation: 'strict' | 'kind'): RenewingPlatform => ({
  id: 'mailup',
  tokenPath: TOKEN_PATH,
  callPath: INFO,
  connections: 12,
  prepare: (sandbox) => void (sandbox.world.mailup.switches.rotation = rotation),
  addPerson: (sandbox, number) =>
    addPerson(sandbox, 'mailup', { username: `m${number}`, company: `Company ${number}` }),
})

export const constantContact = (refreshTokens: 'rotating' | 'long_lived'): RenewingPlatform => ({
  id: 'constant-contact',
  tokenPath: '/oauth2/default/v1/token',
  callPath: '/v3/account/summary',
  connections: 4,
  prepare({ world }) {
    for (const app of Object.values(world.constantContact.apps)) app.refreshTokens = refreshTokens
  },
  addPerson: (sandbox, number) =>
    addPerson(sandbox, 'constant-contact', {
      username: `p${number}@example.com`,
      organization: `Company ${number}`,
    }),
})

async function addPerson(
  { url }: Sandbox,
  platform: string,
  person: { readonly username: string } & Record<string, string>,
): Promise<Person> {
  await fetch(`${url}/_sandbox/${platform}/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: 'p', size: 'small', ...person }),
  })
  return new Person(person.username, 'p')
}
