import type { World } from '../world.ts'
import type { Account } from './account-data.ts'
import type { App, User } from './state.ts'
import { withoutDataCenter } from './without-data-center.ts'

export interface Principal {
  readonly user: User
  readonly account: Account
  /** Absent with an API key. */
  readonly app?: App
}

export type Judgement = Principal | 'missing' | 'invalid' | 'forbidden'

/**
 * The principal of a call. Tokens and API keys are interchangeable in `Bearer x`, `OAuth x`, `apikey x` and as Basic password with any
 * user name; a token has its data center as suffix (`token-us21`). The data center in the URL must be the account's; otherwise the
 * response is that of an invalid key. A token without the expected suffix gets 403 (MailChimp.Net #394).
 */
export function judgeCredential(
  world: World,
  authorization: string | undefined,
  dataCenter: string,
): Judgement {
  const { scheme, given } = readCredential(authorization)
  if (!given) return 'missing'
  const { mailchimp } = world
  const bare = withoutDataCenter(given)
  const token = mailchimp.tokens[given] ?? mailchimp.tokens[bare]
  const username = token?.username ?? mailchimp.apiKeys[given] ?? mailchimp.apiKeys[`${given}-${dataCenter}`]
  const user = mailchimp.users[username ?? '']
  const account = mailchimp.accounts[user?.accountId ?? '']
  if (!user || !account || account.dataCenter !== dataCenter) return 'invalid'
  if (given !== bare && !given.endsWith(`-${dataCenter}`)) return 'invalid'
  if (scheme === 'basic' && token && given === bare) return 'forbidden'
  const app = token && mailchimp.apps[token.clientId]
  return { user, account, ...(app && { app }) }
}

function readCredential(authorization = ''): { scheme: string; given: string | undefined } {
  const [, word = '', value = ''] = /^(\w+)\s+(\S+)\s*$/.exec(authorization) ?? []
  const scheme = word.toLowerCase()
  if (['bearer', 'oauth', 'apikey'].includes(scheme)) return { scheme, given: value }
  if (scheme !== 'basic') return { scheme, given: undefined }
  const password = Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':')
  return { scheme, given: password || undefined }
}
