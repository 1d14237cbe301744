import { defineProvider } from './define-provider.ts'
import type { PermissionRule } from './provider.ts'

/** https://developer.constantcontact.com/api_reference/index.html */
const PERMISSION_RULES: readonly PermissionRule[] = [
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
  ['POST', '/v3/activities/contacts_tags_delete', 'audiences:write'],
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
  // These unschedule.
  ['DELETE', '/v3/emails/activities/*/schedules', 'campaigns:write'],
  ['DELETE', '/v3/emails/activities/*/non_opener_resends/*', 'campaigns:write'],
  ['*', '/v3/emails/activities/*/schedules/**', 'campaigns:send'],
  ['*', '/v3/emails/activities/*/non_opener_resends/**', 'campaigns:send'],
  ['*', '/v3/emails/activities/*/tests/**', 'campaigns:send'],

  ['GET', '/v3/reports/**', 'reports:read'],
]

/** Constant Contact v3 API. Access tokens expire after a day; the OAuth app's settings decide whether refresh tokens rotate. */
export const constantContact = defineProvider({
  id: 'constant-contact',
  name: 'Constant Contact',
  docsUrl: 'https://developer.constantcontact.com/api_guide/server_flow.html',
  hosts: ['authz.constantcontact.com', 'api.cc.email'],
  authorization: {
    url: 'https://authz.constantcontact.com/oauth2/default/v1/authorize',
    pkce: 'S256',
    // Without offline_access there is no refresh token.
    scopes: ['account_read', 'contact_data', 'campaign_data', 'offline_access'],
    scopesByPermission: {
      none: ['account_read'],
      audiences: ['contact_data'],
      campaigns: ['campaign_data'],
      reports: ['campaign_data'],
    },
    deviceAuthorizationUrl: 'https://authz.constantcontact.com/oauth2/default/v1/device/authorize',
  },
  token: {
    url: 'https://authz.constantcontact.com/oauth2/default/v1/token',
    clientAuthentication: 'client_secret_basic',
    // Long-lived refresh tokens are returned unchanged, so `rotating` is correct for both settings.
    refresh: 'rotating',
    defaultAccessTokenLifetimeSeconds: 28_800,
    maxConcurrentRefreshes: 16,
  },
  account: {
    apiLocation: { type: 'fixed', apiBaseUrl: 'https://api.cc.email' },
    path: '/v3/account/summary',
    parse: ({ encoded_account_id, organization_name, contact_email }) => {
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
    unauthorizedStatuses: [401],
    limitScope: 'oauth_app',
    maxConcurrentCalls: 4,
    rateLimits: [{ calls: 4, seconds: 1 }],
    timeoutSeconds: 60,
    permissionRules: PERMISSION_RULES,
  },
  revocation: { type: 'none', authorizedAppsUrl: 'https://app.constantcontact.com/pages/dma/portal/' },
  developerPortal: {
    url: 'https://app.constantcontact.com/pages/dma/portal/',
    clientIdPattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    registrationSteps: [
      'Sign in, open My Applications and press New Application.',
      'Choose the authorization code flow. Rotating and long-lived refresh tokens both work.',
      'Add {redirectUri} to the redirect URIs. An application can have several.',
      'Copy the API key, which is the client ID. Then press Generate Secret and copy the secret: it is shown once.',
    ],
    secretRotationSteps: [
      'Open the application and generate another secret.',
      'Add it here before you delete the previous one there.',
    ],
  },
})
