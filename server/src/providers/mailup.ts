import { defineProvider } from './define-provider.ts'

const REST = 'https://services.mailup.com/API/v1.1/Rest'
const CONSOLE = '/ConsoleService.svc/Console'
const STATISTICS = '/MailStatisticsService.svc'

/** MailUp REST API. Access tokens expire after an hour; each refresh replaces the refresh token. */
export const mailup = defineProvider({
  id: 'mailup',
  name: 'MailUp',
  docsUrl: 'https://help.mailup.com/display/mailupapi/REST+API',
  hosts: ['services.mailup.com'],
  // The Authorization endpoint is equivalent. Neither PKCE nor scopes are documented.
  authorization: { url: 'https://services.mailup.com/Authorization/OAuth/LogOn', pkce: 'none', scopes: [] },
  token: {
    url: 'https://services.mailup.com/Authorization/OAuth/Token',
    clientAuthentication: 'client_secret_post',
    refresh: 'rotating',
    defaultAccessTokenLifetimeSeconds: 900,
    maxConcurrentRefreshes: 16,
    // The documented response has no token_type.
    defaultTokenType: 'Bearer',
  },
  account: {
    apiLocation: { type: 'fixed', apiBaseUrl: REST },
    path: `${CONSOLE}/Authentication/Info`,
    parse: ({ UID, Company, Username }) => {
      if (typeof UID !== 'string' && typeof UID !== 'number') throw new TypeError('no UID')
      const name = [Company, Username].find((text) => typeof text === 'string' && text !== '')
      return { id: String(UID), name: typeof name === 'string' ? name : `MailUp account ${UID}`, email: null }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: `${CONSOLE}/User/Lists`,
    checkPath: `${CONSOLE}/Authentication/Info`,
    unauthorizedStatuses: [401],
    classifyError: (status, body) =>
      status === 403 && body.includes('Contract not signed') ? 'account_disabled' : undefined,
    limitScope: 'account',
    maxConcurrentCalls: 5,
    rateLimits: [{ calls: 5, seconds: 1 }],
    timeoutSeconds: 120,
    permissionRules: [
      ['GET', `${CONSOLE}/Authentication/Info/**`, 'none'],
      ['GET', `${CONSOLE}/User/Lists`, 'audiences:read'],
      ['GET', `${CONSOLE}/List`, 'audiences:read'],
      ['GET', `${CONSOLE}/List/*/Group/**`, 'audiences:read'],
      ['GET', `${CONSOLE}/List/*/Groups`, 'audiences:read'],
      ['GET', `${CONSOLE}/List/*/Recipients/**`, 'audiences:read'],
      ['GET', `${CONSOLE}/Group/*/Recipients`, 'audiences:read'],
      ['GET', `${CONSOLE}/Recipient/DynamicFields`, 'audiences:read'],
      ['GET', `${CONSOLE}/Import/*`, 'audiences:read'],
      ['POST', `${CONSOLE}/List`, 'audiences:write'],
      ['PUT DELETE', `${CONSOLE}/List/*`, 'audiences:write'],
      ['POST', `${CONSOLE}/List/*/Group`, 'audiences:write'],
      ['PUT DELETE', `${CONSOLE}/List/*/Group/*`, 'audiences:write'],
      ['POST', `${CONSOLE}/List/*/Recipient`, 'audiences:write'],
      ['POST', `${CONSOLE}/List/*/Recipients`, 'audiences:write'],
      ['PUT', `${CONSOLE}/Recipient/Detail`, 'audiences:write'],
      ['POST', `${CONSOLE}/List/*/Subscribe/*`, 'audiences:write'],
      ['DELETE', `${CONSOLE}/List/*/Unsubscribe/*`, 'audiences:write'],
      ['DELETE', `${CONSOLE}/List/*/Recipient/*`, 'audiences:write'],
      ['DELETE', `${CONSOLE}/Recipients/*`, 'audiences:write'],
      ['POST', `${CONSOLE}/Group/*/Subscribe/*`, 'audiences:write'],
      ['DELETE', `${CONSOLE}/Group/*/Unsubscribe/*`, 'audiences:write'],
      ['GET', `${CONSOLE}/User/Emails`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Emails`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Online/Emails`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Archived/Emails`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Templates/**`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Tags`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Email/*/**`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Images/**`, 'campaigns:read'],
      ['GET', `${CONSOLE}/Images/**`, 'campaigns:read'],
      ['GET', `${CONSOLE}/Email/Sendings/**`, 'campaigns:read'],
      ['POST', `${CONSOLE}/List/*/Email`, 'campaigns:write'],
      ['PUT DELETE', `${CONSOLE}/List/*/Email/*`, 'campaigns:write'],
      ['POST', `${CONSOLE}/List/*/Tag`, 'campaigns:write'],
      // Stops a send.
      ['POST', `${CONSOLE}/Email/Sendings/*/Stop`, 'campaigns:write'],
      ['POST', `${CONSOLE}/Email/Sendings/**`, 'campaigns:send'],
      ['POST', `${CONSOLE}/Email/Send`, 'campaigns:send'],
      ['POST', `${CONSOLE}/List/*/Email/*/Send`, 'campaigns:send'],
      ['POST', `${CONSOLE}/Group/*/Email/*/Send`, 'campaigns:send'],
      ['GET', `${STATISTICS}/**`, 'reports:read'],
    ],
  },
  revocation: { type: 'none', authorizedAppsUrl: 'https://console.mailup.com/' },
  developerPortal: {
    url: 'https://developers.mailup.com/',
    clientIdPattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    registrationSteps: [
      'Sign in with your MailUp account and open the Developers tab.',
      'Request API keys for an application. Enter {redirectUri} as the callback URL.',
      'Copy the client ID and the client secret; both have the form 8-4-4-4-12. They work for the accounts of all your customers.',
    ],
    secretRotationSteps: [
      'Request a new client secret in the Developers tab.',
      'Add it here immediately: without it no token can be refreshed, and access tokens expire after an hour.',
    ],
  },
})
