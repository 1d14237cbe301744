import { defineProvider } from './define-provider.ts'

/**
 * Constant Contact, the older generation (v2). One token lives ten years and nothing renews it; every call names the key
 * beside the token. New keys are no longer issued: this is for those who have one.
 */
export const constantContactV2 = defineProvider({
  id: 'constant-contact-v2',
  name: 'Constant Contact (v2)',
  docs: 'https://v2.developer.constantcontact.com/docs/authentication/authentication.html',
  hosts: ['oauth2.constantcontact.com', 'api.constantcontact.com'],
  authorize: {
    url: 'https://oauth2.constantcontact.com/oauth2/oauth/siteowner/authorize',
    pkce: 'none',
    // "The v2 API does not support the 'scope' parameter."
    scopes: [],
  },
  token: {
    url: 'https://oauth2.constantcontact.com/oauth2/oauth/token',
    clientAuthentication: 'client_secret_post',
    refresh: 'never',
  },
  identify: {
    place: { apiBaseUrl: 'https://api.constantcontact.com', dataCenter: null },
    // The account's own answer has no id; the user name is what the platform itself puts on the redirect.
    tokenInfo: {
      url: 'https://oauth2.constantcontact.com/oauth2/tokeninfo.htm',
      read: ({ error, user_name, expires_in }) => {
        if (typeof error === 'string') return undefined
        if (typeof user_name !== 'string' || user_name === '') throw new TypeError('no user_name')
        const seconds = typeof expires_in === 'string' ? Number(expires_in) : Number.NaN
        return { accountId: user_name, expiresInSeconds: seconds > 0 ? seconds : null }
      },
    },
    path: '/v2/account/info',
    read: ({ organization_name, email }, told) => {
      const id = told?.accountId ?? ''
      return {
        id,
        name: typeof organization_name === 'string' && organization_name !== '' ? organization_name : id,
        email: typeof email === 'string' ? email : null,
      }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: '/v2/lists',
    checkPath: '/v2/account/info',
    unauthorizedStatus: 401,
    clientIdParameter: 'api_key',
    // The gateway's own page, before anybody looks at the token.
    classifyError: (status, body) =>
      status === 403 && body.includes('Developer Inactive') ? 'oauth_app_rejected' : undefined,
    limitScope: 'per_app',
    maxConcurrentCalls: 4,
    maxCallsPerSecond: 4,
    timeoutSeconds: 60,
    calls: [
      ['GET', '/v2/account/**', 'none'],
      ['GET', '/v2/contacts/**', 'audiences:read'],
      ['GET', '/v2/lists/**', 'audiences:read'],
      ['GET', '/v2/activities/**', 'audiences:read'],
      ['POST', '/v2/contacts', 'audiences:write'],
      ['PUT DELETE', '/v2/contacts/*', 'audiences:write'],
      ['DELETE', '/v2/contacts/*/lists/**', 'audiences:write'],
      ['POST', '/v2/lists', 'audiences:write'],
      ['PUT DELETE', '/v2/lists/*', 'audiences:write'],
      ['POST', '/v2/activities/addcontacts', 'audiences:write'],
      ['POST', '/v2/activities/removefromlists', 'audiences:write'],
      ['POST', '/v2/activities/clearlists', 'audiences:write'],
      ['POST', '/v2/activities/exportcontacts', 'audiences:read'],
      ['GET', '/v2/emailmarketing/campaigns/*/tracking/**', 'reports:read'],
      ['GET', '/v2/emailmarketing/**', 'campaigns:read'],
      ['GET', '/v2/library/**', 'campaigns:read'],
      ['POST', '/v2/emailmarketing/campaigns', 'campaigns:write'],
      ['PUT DELETE', '/v2/emailmarketing/campaigns/*', 'campaigns:write'],
      // Sends, at once or at a time; taking it back is harmless.
      ['DELETE', '/v2/emailmarketing/campaigns/*/schedules/*', 'campaigns:write'],
      ['*', '/v2/emailmarketing/campaigns/*/schedules/**', 'send'],
      ['*', '/v2/emailmarketing/campaigns/*/tests/**', 'send'],
    ],
  },
  legacyExchange: {
    basicUrl: 'https://oauth2.constantcontact.com/oauth2/basicmigration',
    oauth1Url: 'https://oauth2.constantcontact.com/oauth2/oauth1migration',
  },
  revocation: { kind: 'by_user', pageUrl: 'https://constantcontact.mashery.com/apps/mykeys' },
  developerPortal: {
    url: 'https://constantcontact.mashery.com/apps/mykeys',
    clientIdPattern: /^[0-9a-z-]{20,40}$/i,
    register: [
      'Sign in to your developer account. New v2 keys are no longer given: this is for those who have one. For everything new, register with Constant Contact (v3).',
      'Open the key, and set its redirect URI to {redirectUri}: at first it is http://localhost.',
      'Copy the API key, which is the client id, and the secret.',
    ],
    rotate: 'Ask for a new secret at the key. Tokens that were given before go on working.',
  },
})
