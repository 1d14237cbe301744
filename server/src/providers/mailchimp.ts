import { defineProvider } from './define-provider.ts'
import type { CallRule } from './provider.ts'

const DATA_CENTER = /^[a-z]{2,4}\d{1,3}$/

/** Built from a checked data centre, not taken from an answer's api_endpoint: a lying answer cannot name a host. */
const placeOf = (dataCenter: string) => ({
  dataCenter,
  apiBaseUrl: `https://${dataCenter}.api.mailchimp.com`,
})

/** What each call of the Marketing API needs: https://mailchimp.com/developer/marketing/api/ */
const CALLS: readonly CallRule[] = [
  ['GET', '/3.0', 'none'],
  ['GET', '/3.0/ping', 'none'],
  ['GET', '/3.0/authorized-apps/**', 'none'],

  // Each holds something of every area: exports of the whole account, and the results of whatever was asked.
  ['GET', '/3.0/account-exports/**', 'all.read'],
  ['GET', '/3.0/batches/**', 'all.read'],
  ['GET', '/3.0/batch-webhooks/**', 'all.read'],
  // A batch is any calls at once, sending among them.
  ['POST', '/3.0/batches', 'send'],

  ['GET', '/3.0/lists/**', 'audiences:read'],
  ['GET', '/3.0/audiences/**', 'audiences:read'],
  ['GET', '/3.0/search-members', 'audiences:read'],
  ['GET', '/3.0/ecommerce/**', 'audiences:read'],
  ['GET', '/3.0/conversations/**', 'audiences:read'],
  ['GET', '/3.0/connected-sites/**', 'audiences:read'],
  ['POST', '/3.0/lists', 'audiences:write'],
  ['POST PATCH DELETE', '/3.0/lists/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/members', 'audiences:write'],
  ['PUT PATCH DELETE', '/3.0/lists/*/members/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/members/*/actions/delete-permanent', 'audiences:write'],
  ['POST', '/3.0/lists/*/members/*/tags', 'audiences:write'],
  ['POST', '/3.0/lists/*/members/*/events', 'audiences:write'],
  ['POST', '/3.0/lists/*/members/*/notes', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/members/*/notes/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/segments', 'audiences:write'],
  ['POST PATCH DELETE', '/3.0/lists/*/segments/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/segments/*/members', 'audiences:write'],
  ['DELETE', '/3.0/lists/*/segments/*/members/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/merge-fields', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/merge-fields/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/interest-categories', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/interest-categories/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/interest-categories/*/interests', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/interest-categories/*/interests/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/signup-forms', 'audiences:write'],
  ['POST', '/3.0/lists/*/webhooks', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/webhooks/*', 'audiences:write'],

  ['GET', '/3.0/reports/**', 'reports:read'],
  ['GET', '/3.0/reporting/**', 'reports:read'],

  ['GET', '/3.0/campaigns/**', 'campaigns:read'],
  ['GET', '/3.0/campaign-folders/**', 'campaigns:read'],
  ['GET', '/3.0/search-campaigns', 'campaigns:read'],
  ['GET', '/3.0/templates/**', 'campaigns:read'],
  ['GET', '/3.0/template-folders/**', 'campaigns:read'],
  ['GET', '/3.0/automations/**', 'campaigns:read'],
  ['GET', '/3.0/customer-journeys/**', 'campaigns:read'],
  ['GET', '/3.0/file-manager/**', 'campaigns:read'],
  ['GET', '/3.0/landing-pages/**', 'campaigns:read'],
  ['GET', '/3.0/facebook-ads/**', 'campaigns:read'],
  ['GET', '/3.0/activity-feed/**', 'campaigns:read'],
  ['GET', '/3.0/verified-domains/**', 'campaigns:read'],
  ['POST', '/3.0/campaigns', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/campaigns/*', 'campaigns:write'],
  ['PUT', '/3.0/campaigns/*/content', 'campaigns:write'],
  ['POST', '/3.0/campaigns/*/feedback', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/campaigns/*/feedback/*', 'campaigns:write'],
  // These stop what goes out, or make a copy that is a draft.
  ['POST', '/3.0/campaigns/*/actions/cancel-send', 'campaigns:write'],
  ['POST', '/3.0/campaigns/*/actions/pause', 'campaigns:write'],
  ['POST', '/3.0/campaigns/*/actions/replicate', 'campaigns:write'],
  ['POST', '/3.0/campaigns/*/actions/unschedule', 'campaigns:write'],
  ['*', '/3.0/campaigns/*/actions/**', 'send'],
  ['POST', '/3.0/campaign-folders', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/campaign-folders/*', 'campaigns:write'],
  ['POST', '/3.0/templates', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/templates/*', 'campaigns:write'],
  ['POST', '/3.0/template-folders', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/template-folders/*', 'campaigns:write'],
  ['POST', '/3.0/file-manager/files', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/file-manager/files/*', 'campaigns:write'],
  ['POST', '/3.0/file-manager/folders', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/file-manager/folders/*', 'campaigns:write'],
  // These stop e-mails that go out by themselves; whatever starts them sends.
  ['POST', '/3.0/automations/*/actions/pause-all-emails', 'campaigns:write'],
  ['POST', '/3.0/automations/*/emails/*/actions/pause', 'campaigns:write'],
  ['*', '/3.0/automations/**', 'send'],
  ['*', '/3.0/customer-journeys/**', 'send'],
]

/** Mailchimp Marketing API. Tokens do not expire; each account lives in its own data centre. */
export const mailchimp = defineProvider({
  id: 'mailchimp',
  name: 'Mailchimp',
  docs: 'https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/',
  hosts: ['login.mailchimp.com', /^[a-z]{2,4}\d{1,3}\.api\.mailchimp\.com$/],
  authorize: { url: 'https://login.mailchimp.com/oauth2/authorize', pkce: 'none', scopes: [] },
  token: {
    url: 'https://login.mailchimp.com/oauth2/token',
    clientAuthentication: 'client_secret_post',
    refresh: 'never',
    defaultAccessTokenLifetimeSeconds: 'never',
    // The answer has no token_type; expires_in is 0, and scope is null.
    assumeBearer: true,
    invalidGrantErrors: ['expired_token'],
  },
  identify: {
    place: {
      url: 'https://login.mailchimp.com/oauth2/metadata',
      authorizationScheme: 'OAuth',
      read: ({ error, dc }) => {
        // A bad token is answered with status 200 and an error in the body.
        if (typeof error === 'string') return undefined
        if (typeof dc !== 'string' || !DATA_CENTER.test(dc))
          throw new TypeError('no data centre in the metadata')
        return placeOf(dc)
      },
    },
    // The metadata's user_id is a number of its own; only this id is the same for a token and for an API key.
    path: '/3.0/?fields=account_id,account_name,email',
    read: ({ account_id, account_name, email }) => {
      if (typeof account_id !== 'string' || account_id === '') throw new TypeError('no account id')
      return {
        id: account_id,
        name: typeof account_name === 'string' ? account_name : `Mailchimp account ${account_id}`,
        email: typeof email === 'string' ? email : null,
      }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: '/3.0/lists',
    checkPath: '/3.0/ping',
    unauthorizedStatus: 401,
    classifyError: (status, body) =>
      status === 403 && /"title":\s*"(Forbidden|User Disabled)"/.test(body) ? 'account_disabled' : undefined,
    limitScope: 'per_account',
    maxConcurrentCalls: 10,
    timeoutSeconds: 120,
    calls: CALLS,
  },
  apiKey: {
    pattern: /^[0-9a-f]{32}-[a-z]{2,4}\d{1,3}$/,
    authorization: (key) => `Bearer ${key}`,
    // The key names its data centre: https://mailchimp.com/developer/marketing/docs/fundamentals/
    place: (key) => placeOf(key.slice(33)),
  },
  revocation: { kind: 'by_user', pageUrl: 'https://admin.mailchimp.com/account/api/' },
  developerPortal: {
    url: 'https://admin.mailchimp.com/account/oauth2/',
    clientIdPattern: /^\d{6,20}$/,
    register: [
      'Sign in as somebody who may manage the account, and press Register An App.',
      'Fill in the form. As redirect URI give {redirectUri}: it is compared to the letter, and localhost is refused where 127.0.0.1 works.',
      'After saving, the client id and the client secret stand at the bottom of the page. The secret is shown once.',
    ],
    rotate:
      'Press Edit at the app, then Rotate beside the client secret, and type ROTATE. The old secret ends at that moment: put the new one here right away. People who are connected notice nothing.',
  },
})
