import { defineProvider } from '../core/provider.ts'

const DATA_CENTER = /^[a-z]{2,4}\d{1,3}$/

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
    // The answer has no token_type; expires_in 0 means never, and scope is null.
    normalizeAnswer: ({ access_token }) => ({ access_token, token_type: 'Bearer' }),
    invalidGrantDialects: ['expired_token'],
  },
  identify: {
    url: 'https://login.mailchimp.com/oauth2/metadata',
    authorizationScheme: 'OAuth',
    read: (body) => {
      // A bad token is answered with status 200 and an error in the body.
      if (typeof body['error'] === 'string') return undefined
      const { dc, user_id, accountname, login } = body
      if (typeof dc !== 'string' || !DATA_CENTER.test(dc))
        throw new TypeError('no data centre in the metadata')
      if (typeof user_id !== 'number') throw new TypeError('no user id in the metadata')
      const { email } = (login ?? {}) as { email?: unknown }
      return {
        id: String(user_id),
        name: typeof accountname === 'string' ? accountname : `Mailchimp account in ${dc}`,
        email: typeof email === 'string' ? email : null,
        dataCenter: dc,
        // Built from the checked data centre, not taken from api_endpoint: a lying answer cannot name a host.
        apiBaseUrl: `https://${dc}.api.mailchimp.com`,
      }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    probePath: '/3.0/ping',
    unauthorizedStatus: 401,
    maxConcurrentCalls: 10,
    timeoutSeconds: 120,
    calls: [
      ['GET', '/3.0', 'none'],
      ['GET', '/3.0/ping', 'none'],
      ['GET', '/3.0/authorized-apps/**', 'none'],
      ['GET', '/3.0/lists/**', 'audiences.read'],
      ['GET', '/3.0/search-members', 'audiences.read'],
      ['POST PUT PATCH DELETE', '/3.0/lists/**', 'audiences.write'],
      ['GET', '/3.0/reports/**', 'reports.read'],
      ['GET', '/3.0/campaigns/**', 'campaigns.read'],
      ['GET', '/3.0/campaign-folders/**', 'campaigns.read'],
      ['GET', '/3.0/search-campaigns', 'campaigns.read'],
      ['GET', '/3.0/templates/**', 'campaigns.read'],
      ['GET', '/3.0/template-folders/**', 'campaigns.read'],
      ['POST', '/3.0/campaigns/*/actions/cancel-send', 'campaigns.write'],
      ['POST', '/3.0/campaigns/*/actions/pause', 'campaigns.write'],
      ['POST', '/3.0/campaigns/*/actions/replicate', 'campaigns.write'],
      ['POST', '/3.0/campaigns/*/actions/unschedule', 'campaigns.write'],
      ['*', '/3.0/campaigns/*/actions/**', 'send'],
      ['POST PUT PATCH DELETE', '/3.0/campaigns/**', 'campaigns.write'],
      ['POST PATCH DELETE', '/3.0/campaign-folders/**', 'campaigns.write'],
      ['POST PATCH DELETE', '/3.0/templates/**', 'campaigns.write'],
      ['POST PATCH DELETE', '/3.0/template-folders/**', 'campaigns.write'],
    ],
  },
  revocation: { kind: 'by_user', pageUrl: 'https://admin.mailchimp.com/account/api/' },
  portal: { url: 'https://admin.mailchimp.com/account/oauth2/', clientIdPattern: /^\d{6,20}$/ },
})
