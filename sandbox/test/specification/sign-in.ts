import { registerApp as registerConstantContactApp } from '../../src/constant-contact/portal.ts'
import { createGrant } from '../../src/constant-contact/grants.ts'
import { addUser as addConstantContactUser } from '../../src/constant-contact/state.ts'
import { registerApp as registerV2App } from '../../src/constant-contact-v2/portal.ts'
import { createToken } from '../../src/constant-contact-v2/tokens.ts'
import { registerApp } from '../../src/mailchimp/registered-apps.ts'
import { addUser as addMailchimpUser } from '../../src/mailchimp/state.ts'
import { issueGrant } from '../../src/mailup/grants.ts'
import { registerApp as registerMailupApp } from '../../src/mailup/portal.ts'
import { addUser as addMailupUser } from '../../src/mailup/state.ts'
import type { Sandbox } from '../../src/sandbox.ts'
import { REDIRECT_URI } from '../mailchimp-app.ts'

export type ProviderName = 'mailchimp' | 'constant-contact' | 'constant-contact-v2' | 'mailup'

const APP = { name: 'Test app', description: '', company: '', website: '', redirectUri: REDIRECT_URI }

export interface SignedIn {
  /** Calls the API as a user with a small account. */
  readonly call: (path: string, init?: RequestInit) => Promise<Response>
}

const SIGN_IN: Readonly<
  Record<
    ProviderName,
    (sandbox: Sandbox, size: 'full' | 'small') => { base: string; token: string; query?: string }
  >
> = {
  mailchimp: ({ world }, size) => {
    addMailchimpUser(world.mailchimp, {
      username: 'mia',
      password: 'x',
      accountName: 'Mia’s Mill',
      dataCenter: 'us3',
      size,
    })
    world.mailchimp.tokens['0'.repeat(32)] = {
      clientId: registerApp(world, 'mia', APP).clientId,
      username: 'mia',
      issuedAt: world.clock.now().toISOString(),
    }
    const [token = ''] =
      Object.entries(world.mailchimp.apiKeys).find(([, username]) => username === 'mia') ?? []
    return { base: 'us3.api.mailchimp.com/3.0', token }
  },
  'constant-contact': ({ world }) => {
    const username = 'mia@mill.example'
    addConstantContactUser(world.constantContact, {
      username,
      password: 'x',
      organization: 'Mill',
      size: 'small',
    })
    world.constantContact.switches.callsPerSecond = Infinity
    world.constantContact.switches.callsPerDay = Infinity
    const { clientId } = registerConstantContactApp(world, username, {
      name: 'Test app',
      redirectUris: [REDIRECT_URI],
      refreshTokens: 'rotating',
    })
    const scope = 'account_read account_update contact_data campaign_data offline_access'
    return { base: 'api.cc.email/v3', token: createGrant(world, { clientId, username, scope }).access_token }
  },
  'constant-contact-v2': ({ world }) => {
    const username = 'mia@mill.example'
    addConstantContactUser(world.constantContact, {
      username,
      password: 'x',
      organization: 'Mill',
      size: 'small',
    })
    world.constantContactV2.switches.callsPerSecond = Infinity
    const { clientId } = registerV2App(world, username, {
      name: 'Test app',
      redirectUri: REDIRECT_URI,
      generation: 'v2',
    })
    const token = createToken(world, { clientId, username }).access_token
    return { base: 'api.constantcontact.com/v2', token, query: `api_key=${clientId}` }
  },
  mailup: ({ world }) => {
    const username = 'm2001'
    addMailupUser(world.mailup, { username, password: 'x', company: 'Mill', size: 'small' })
    world.mailup.switches.callsPerSecond = Infinity
    const { clientId } = registerMailupApp(world, username, { name: 'Test app', redirectUri: REDIRECT_URI })
    return {
      base: 'services.mailup.com/API/v1.1/Rest',
      token: issueGrant(world, { clientId, username }).accessToken,
    }
  },
}

export const isProvider = (name: string): name is ProviderName => Object.hasOwn(SIGN_IN, name)

/** @param size of the account at Mailchimp */
export function signIn(sandbox: Sandbox, provider: ProviderName, size: 'full' | 'small' = 'full'): SignedIn {
  const { base, token, query } = SIGN_IN[provider](sandbox, size)
  return {
    call: (path, init = {}) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${token}`)
      const separator = path.includes('?') ? '&' : '?'
      return fetch(`${sandbox.url}/${base}${path}${query ? `${separator}${query}` : ''}`, {
        ...init,
        headers,
      })
    },
  }
}
