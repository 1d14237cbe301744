import { defineProvider } from './define-provider.ts'
import type { CallRule } from './provider.ts'

/** What each call of the v3 API needs: https://developer.constantcontact.com/api_reference/index.html */
const CALLS: readonly CallRule[] = [
  ['GET', '/v3/account/**', 'none'],

  ['GET', '/v3/contacts/**', 'audiences:read'],
  ['GET', '/v3/contact_lists/**', 'audiences:read'],
  ['GET', '/v3/contact_tags/**', 'audiences:read'],
  ['GET', '/v3/contact_custom_fields/**', 'audiences:read'],
  ['GET', '/v3/segments/**', 'audiences:read'],
  ['GET', '/v3/activities/**', 'audiences:read'],
  ['POST', '/v3/contacts', 'audiences:write'],
  ['PUT DELETE', '/v3/contacts/*', 'audiences:write'],
  ['POST', '/v3/contacts/sign_up_form', 'audiences:write'],
  ['POST', '/v3/contacts/contact_id_xrefs', 'audiences:read'],
  ['PUT', '/v3/contacts/resubscribe/*', 'audiences:write'],
  ['POST', '/v3/contact_lists', 'audiences:write'],
  ['PUT DELETE', '/v3/contact_lists/*', 'audiences:write'],
  ['POST', '/v3/contact_tags', 'audiences:write'],
  ['PUT DELETE', '/v3/contact_tags/*', 'audiences:write'],
  ['POST', '/v3/contact_custom_fields', 'audiences:write'],
  ['PUT PATCH DELETE', '/v3/contact_custom_fields/*', 'audiences:write'],
  ['POST', '/v3/segments', 'audiences:write'],
  ['PUT PATCH DELETE', '/v3/segments/*', 'audiences:write'],
  ['PATCH', '/v3/segments/*/name', 'audiences:write'],
  ['POST', '/v3/activities/add_list_memberships', 'audiences:write'],
  ['POST', '/v3/activities/remove_list_memberships', 'audiences:write'],
  ['POST', '/v3/activities/contacts_taggings_add', 'audiences:write'],
  ['POST', '/v3/activities/contacts_taggings_remove', 'audiences:write'],
  ['POST', '/v3/activities/contact_tags_delete', 'audiences:write'],
  ['POST', '/v3/activities/contacts_json_import', 'audiences:write'],
  ['POST', '/v3/activities/contacts_file_import', 'audiences:write'],
  ['POST', '/v3/activities/contact_exports', 'audiences:read'],
  ['POST', '/v3/activities/contact_delete', 'audiences:write'],
  ['POST', '/v3/activities/list_delete', 'audiences:write'],
  ['POST', '/v3/activities/custom_fields_delete', 'audiences:write'],

  ['GET', '/v3/emails/**', 'campaigns:read'],
  ['POST', '/v3/emails', 'campaigns:write'],
  ['PATCH DELETE', '/v3/emails/*', 'campaigns:write'],
  ['PUT', '/v3/emails/activities/*', 'campaigns:write'],
  ['POST DELETE', '/v3/emails/activities/*/abtest', 'campaigns:write'],
  // Taking back what waits for its time.
  ['DELETE', '/v3/emails/activities/*/schedules', 'campaigns:write'],
  ['DELETE', '/v3/emails/activities/*/non_opener_resends/*', 'campaigns:write'],
  ['*', '/v3/emails/activities/*/schedules/**', 'send'],
  ['*', '/v3/emails/activities/*/non_opener_resends/**', 'send'],
  ['*', '/v3/emails/activities/*/tests/**', 'send'],

  ['GET', '/v3/reports/**', 'reports:read'],
]

/** Constant Contact, the newer generation (v3). Access tokens live a day; whether refresh tokens rotate is the app's setting. */
export const constantContact = defineProvider({
  id: 'constant-contact',
  name: 'Constant Contact',
  docs: 'https://developer.constantcontact.com/api_guide/server_flow.html',
  hosts: ['authz.constantcontact.com', 'api.cc.email'],
  authorize: {
    url: 'https://authz.constantcontact.com/oauth2/default/v1/authorize',
    pkce: 'S256',
    // Without offline_access there is no refresh token.
    scopes: ['account_read', 'contact_data', 'campaign_data', 'offline_access'],
    scopesOf: {
      none: ['account_read'],
      audiences: ['contact_data'],
      campaigns: ['campaign_data'],
      reports: ['campaign_data'],
    },
    deviceUrl: 'https://authz.constantcontact.com/oauth2/default/v1/device/authorize',
  },
  token: {
    url: 'https://authz.constantcontact.com/oauth2/default/v1/token',
    clientAuthentication: 'client_secret_basic',
    // Long-lived ones come back as they were: taking all for rotating ones is right for both.
    refresh: 'rotating',
    defaultAccessTokenLifetimeSeconds: 28_800,
    maxConcurrentRefreshes: 16,
  },
  identify: {
    place: { apiBaseUrl: 'https://api.cc.email', dataCenter: null },
    path: '/v3/account/summary',
    read: ({ encoded_account_id, organization_name, contact_email }) => {
      if (typeof encoded_account_id !== 'string' || encoded_account_id === '')
        throw new TypeError('no encoded_account_id')
      const name =
        typeof organization_name === 'string' && organization_name !== '' ? organization_name : null
      return {
        id: encoded_account_id,
        name: name ?? `Constant Contact account ${encoded_account_id}`,
        email: typeof contact_email === 'string' ? contact_email : null,
      }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: '/v3/contact_lists',
    checkPath: '/v3/account/summary',
    unauthorizedStatus: 401,
    limitScope: 'per_app',
    maxConcurrentCalls: 4,
    maxCallsPerSecond: 4,
    timeoutSeconds: 60,
    calls: CALLS,
  },
  revocation: { kind: 'by_user', pageUrl: 'https://app.constantcontact.com/pages/dma/portal/' },
  developerPortal: {
    url: 'https://app.constantcontact.com/pages/dma/portal/',
    clientIdPattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    register: [
      'Sign in, open My Applications, and press New Application.',
      'Choose the authorization code flow. Rotating refresh tokens and long-lived ones are both fine.',
      'Among the redirect URIs give {redirectUri}. An application may have several.',
      'Copy the API key, which is the client id; then press Generate Secret and copy it: it is shown once.',
    ],
    rotate:
      'Open the application and generate another secret. Put it here before you delete the old one there.',
  },
})
