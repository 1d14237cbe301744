import { defineProvider } from './define-provider.ts'

const REST = 'https://services.mailup.com/API/v1.1/Rest'
const CONSOLE = '/ConsoleService.svc/Console'
const STATISTICS = '/MailStatisticsService.svc'

/** MailUp REST API. Access tokens live an hour; each renewal replaces the refresh token. */
export const mailup = defineProvider({
  id: 'mailup',
  name: 'MailUp',
  docs: 'https://help.mailup.com/display/mailupapi/REST+API',
  hosts: ['services.mailup.com'],
  // The platform's second address, Authorization, does the same. No PKCE and no scopes are documented.
  authorize: { url: 'https://services.mailup.com/Authorization/OAuth/LogOn', pkce: 'none', scopes: [] },
  token: {
    url: 'https://services.mailup.com/Authorization/OAuth/Token',
    clientAuthentication: 'client_secret_post',
    refresh: 'rotating',
    defaultAccessTokenLifetimeSeconds: 900,
    maxConcurrentRefreshes: 16,
    // The documented answer has no token_type.
    assumeBearer: true,
  },
  identify: {
    place: { apiBaseUrl: REST, dataCenter: null },
    path: `${CONSOLE}/Authentication/Info`,
    read: ({ UID, Company, Username }) => {
      if (typeof UID !== 'string' && typeof UID !== 'number') throw new TypeError('no UID')
      const name = [Company, Username].find((text) => typeof text === 'string' && text !== '')
      return { id: String(UID), name: typeof name === 'string' ? name : `MailUp account ${UID}`, email: null }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: `${CONSOLE}/User/Lists`,
    checkPath: `${CONSOLE}/Authentication/Info`,
    unauthorizedStatus: 401,
    classifyError: (status, body) =>
      status === 403 && body.includes('Contract not signed') ? 'account_disabled' : undefined,
    limitScope: 'per_account',
    maxConcurrentCalls: 5,
    maxCallsPerSecond: 5,
    timeoutSeconds: 120,
    calls: [
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
      // Stops what goes out.
      ['POST', `${CONSOLE}/Email/Sendings/*/Stop`, 'campaigns:write'],
      ['POST', `${CONSOLE}/Email/Sendings/**`, 'send'],
      ['POST', `${CONSOLE}/Email/Send`, 'send'],
      ['POST', `${CONSOLE}/List/*/Email/*/Send`, 'send'],
      ['POST', `${CONSOLE}/Group/*/Email/*/Send`, 'send'],
      ['GET', `${STATISTICS}/**`, 'reports:read'],
    ],
  },
  revocation: { kind: 'by_user', pageUrl: 'https://console.mailup.com/' },
  developerPortal: {
    url: 'https://developers.mailup.com/',
    clientIdPattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    register: [
      'Sign in with your MailUp account, and open the Developers tab: each account has one.',
      'Ask for API keys for an application. As callback address give {redirectUri}.',
      'Copy the client id and the client secret: both look like 8-4-4-4-12 letters and digits. They work for the accounts of all your customers.',
    ],
    rotate:
      'In the Developers tab, ask for a new client secret. Put it here right away: without it nothing can be renewed, and tokens live an hour.',
  },
})
