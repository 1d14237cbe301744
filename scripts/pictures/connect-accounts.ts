import { SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import type { Connection } from '@letterlock/sdk'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'

/** The member of a new user that is the account's name, by provider. */
const NAMED_BY = { mailchimp: 'accountName', mailup: 'company' } as const

const ACCOUNTS = [
  ['mailchimp', 'Crumb & Co', 'bakery_1203'],
  ['mailchimp', 'Backstube Nord', 'bakery_0522'],
  ['mailchimp', 'Donaudampfschifffahrtsgesellschaftsbäckerei Linz', 'bakery_1188'],
  ['mailchimp', 'Dough Re Mi', 'bakery_0804'],
  ['mailchimp', 'Flour Power', 'bakery_0611'],
  ['mailup', 'Forno Rosso', 'bakery_0078'],
  ['mailup', 'Lievito Madre', 'bakery_0077'],
  ['mailup', 'Pane e Parole', 'bakery_0112'],
  ['mailup', 'La Mie Dorée', 'bakery_0458'],
  ['mailup', 'Brot & Bruder', 'bakery_0931'],
  ['mailup', 'Panadería Sol', 'bakery_0310'],
] as const

/** Accounts of bakeries, connected as their owners do it. */
export async function connectAccounts(world: TestWorld): Promise<Connection[]> {
  const connections: Connection[] = []
  for (const [index, [provider, name, endUserId]] of ACCOUNTS.entries()) {
    const username = `bakery${index}@letters.example`
    const account = { [NAMED_BY[provider]]: name, ...(provider === 'mailchimp' && { dataCenter: 'us6' }) }
    const body = { username, password: 'p', size: 'small', ...account }
    await fetch(`${world.sandbox.url}/_sandbox/${provider}/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const user = new SandboxUser(username, 'p')
    connections.push(await connectWithAllPermissions(world, { provider, user, endUserId }))
  }
  return connections
}
