import type { Sandbox } from '../sandbox.ts'
import { createGrant } from '../constant-contact/grants.ts'
import { registerApp as registerConstantContactApp } from '../constant-contact/portal.ts'
import { issueGrant } from '../mailup/grants.ts'
import type { World } from '../world.ts'

/** The grader's facts about a provider. Paths begin with the host. */
export interface GradedProvider {
  readonly id: 'mailchimp' | 'mailup' | 'constant-contact'
  readonly title: string
  readonly authorizePath: string
  readonly tokenPath: string
  readonly apiHost: RegExp
  /** More environment variables for the program, by name: a path on the sandbox, or a plain value. */
  readonly variables: Readonly<Record<string, string>>
  /** User names: the one that connects, and one of another account. */
  readonly users: readonly [string, string]
  /** How long an authorization code is valid. */
  readonly codeSeconds: number
  /** How long an access token is valid; undefined: until it is revoked. */
  readonly accessTokenSeconds?: number
  /** Enables the documented limit of calls per second. Absent if there is none. */
  limitCalls?(world: World): void
  /** Adds lists to the first user’s account. */
  addLists(sandbox: Sandbox, names: readonly string[]): Promise<void>
}

export const GRADED_PROVIDERS: readonly GradedProvider[] = [
  {
    id: 'mailchimp',
    title: 'Mailchimp',
    authorizePath: '/login.mailchimp.com/oauth2/authorize',
    tokenPath: '/login.mailchimp.com/oauth2/token',
    apiHost: /\.api\.mailchimp\.com$/,
    variables: { METADATA_URL: '/login.mailchimp.com/oauth2/metadata' },
    users: ['ada', 'ben'],
    codeSeconds: 30,
    async addLists({ url, world }, names) {
      const [key = ''] = Object.entries(world.mailchimp.apiKeys).find(([, name]) => name === 'ada') ?? []
      const [, dataCenter] = key.split('-')
      for (const name of names)
        await post(`${url}/${dataCenter}.api.mailchimp.com/3.0/lists`, key, {
          name,
          permission_reminder: 'You asked for it.',
          email_type_option: false,
          contact: {
            company: 'Bakery',
            address1: '1 Mill Lane',
            city: 'Lisbon',
            state: 'L',
            zip: '1000',
            country: 'PT',
          },
          campaign_defaults: {
            from_name: 'Ada',
            from_email: 'ada@bakery.example',
            subject: '',
            language: 'en',
          },
        })
    },
  },
  {
    id: 'mailup',
    title: 'MailUp',
    authorizePath: '/services.mailup.com/Authorization/OAuth/LogOn',
    tokenPath: '/services.mailup.com/Authorization/OAuth/Token',
    apiHost: /^services\.mailup\.com$/,
    variables: { API_URL: '/services.mailup.com/API/v1.1/Rest' },
    users: ['m1001', 'm1002'],
    codeSeconds: 60,
    accessTokenSeconds: 3600,
    limitCalls: ({ mailup }) => void (mailup.switches.callsPerSecond = 5),
    async addLists({ url, world }, names) {
      const { accessToken } = issueGrant(world, { clientId: 'grader', username: 'm1001' })
      const lists = `${url}/services.mailup.com/API/v1.1/Rest/ConsoleService.svc/Console/List`
      for (const name of names) await post(lists, accessToken, { Name: name })
    },
  },
  {
    id: 'constant-contact',
    title: 'Constant Contact',
    authorizePath: '/authz.constantcontact.com/oauth2/default/v1/authorize',
    tokenPath: '/authz.constantcontact.com/oauth2/default/v1/token',
    apiHost: /^api\.cc\.email$/,
    variables: { API_URL: '/api.cc.email/v3', SCOPES: 'account_read contact_data offline_access' },
    users: ['ada@bakery.example', 'ben@bicycles.example'],
    codeSeconds: 300,
    accessTokenSeconds: 86_400,
    limitCalls: ({ constantContact }) => void (constantContact.switches.callsPerSecond = 4),
    async addLists({ url, world }, names) {
      const username = 'ada@bakery.example'
      const fields = { name: 'Grader', redirectUris: [], refreshTokens: 'rotating' as const }
      const { clientId } = registerConstantContactApp(world, username, fields)
      const { access_token } = createGrant(world, { clientId, username, scope: 'contact_data' })
      for (const name of names) await post(`${url}/api.cc.email/v3/contact_lists`, access_token, { name })
    },
  },
]

async function post(url: string, token: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
}
