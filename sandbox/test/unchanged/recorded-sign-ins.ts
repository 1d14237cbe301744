import type { RecordedRequest } from './recorded-requests.ts'

/** An authorization code grant as a client of another language does it, recorded on the wire. */
export interface RecordedSignIn {
  readonly client: string
  readonly provider: string
  /** Host, path and query of its authorization request, without the client ID. */
  readonly authorize: string
  readonly requests: readonly RecordedRequest[]
}

const CLIENT = 'league/oauth2-client 2.9 with Guzzle 7.4 (PHP)'
const GUZZLE = { 'User-Agent': 'GuzzleHttp/7' }
const FORM = { ...GUZZLE, 'Content-Type': 'application/x-www-form-urlencoded' }
const BEARER = { ...GUZZLE, Authorization: 'Bearer {access_token}' }
const REDIRECT_URI = 'https%3A%2F%2Fapp.example%2Fcallback'
const CREDENTIALS = `client_id={client ID}&client_secret={client secret}&redirect_uri=${REDIRECT_URI}`

/** It asks for a scope although there is none, and for `approval_prompt`, which was Google's. */
const queryOf = (scope: string): string =>
  `state=10d18e2f264d8de098bbc5d5b1e2255e&scope=${scope}&response_type=code&approval_prompt=auto&redirect_uri=${REDIRECT_URI}`

const MAILUP = 'services.mailup.com'
const MAILUP_TOKEN = '/Authorization/OAuth/Token'
const CONSTANT_CONTACT = 'authz.constantcontact.com'
const CONSTANT_CONTACT_TOKEN = '/oauth2/default/v1/token'
const BASIC = { ...FORM, Authorization: 'Basic {ID:secret}' }

export const RECORDED_SIGN_INS: readonly RecordedSignIn[] = [
  {
    client: CLIENT,
    provider: 'mailchimp',
    authorize: `login.mailchimp.com/oauth2/authorize?${queryOf('')}`,
    requests: [
      {
        client: CLIENT,
        method: 'POST',
        host: 'login.mailchimp.com',
        path: '/oauth2/token',
        headers: FORM,
        body: `${CREDENTIALS}&grant_type=authorization_code&code={code}`,
        status: 200,
        answers: /^\{"access_token":"[0-9a-f]{32}","expires_in":0,"scope":null\}$/,
      },
      {
        client: CLIENT,
        method: 'GET',
        host: 'login.mailchimp.com',
        path: '/oauth2/metadata',
        headers: BEARER,
        status: 200,
        answers: /"api_endpoint":"https:\\\/\\\/us21\.api\.mailchimp\.com"/,
      },
    ],
  },
  {
    client: CLIENT,
    provider: 'mailup',
    authorize: `${MAILUP}/Authorization/OAuth/LogOn?${queryOf('')}`,
    requests: [
      {
        client: CLIENT,
        method: 'POST',
        host: MAILUP,
        path: MAILUP_TOKEN,
        headers: FORM,
        body: `${CREDENTIALS}&grant_type=authorization_code&code={code}`,
        status: 200,
      },
      {
        client: CLIENT,
        method: 'GET',
        host: MAILUP,
        path: '/API/v1.1/Rest/ConsoleService.svc/Console/Authentication/Info',
        headers: BEARER,
        status: 200,
        answers: /"Company":"Ada’s Bakery"/,
      },
      {
        client: CLIENT,
        method: 'POST',
        host: MAILUP,
        path: MAILUP_TOKEN,
        headers: FORM,
        body: `${CREDENTIALS}&grant_type=refresh_token&refresh_token={refresh_token}`,
        status: 200,
        answers: /"refresh_token":/,
      },
    ],
  },
  {
    client: CLIENT,
    provider: 'constant-contact',
    authorize: `${CONSTANT_CONTACT}/oauth2/default/v1/authorize?${queryOf('account_read%20offline_access')}`,
    requests: [
      {
        client: CLIENT,
        method: 'POST',
        host: CONSTANT_CONTACT,
        path: CONSTANT_CONTACT_TOKEN,
        headers: BASIC,
        body: `redirect_uri=${REDIRECT_URI}&grant_type=authorization_code&code={code}`,
        status: 200,
      },
      {
        client: CLIENT,
        method: 'GET',
        host: 'api.cc.email',
        path: '/v3/account/summary',
        headers: BEARER,
        status: 200,
        answers: /"organization_name":"Ada’s Bakery"/,
      },
      {
        client: CLIENT,
        method: 'POST',
        host: CONSTANT_CONTACT,
        path: CONSTANT_CONTACT_TOKEN,
        headers: BASIC,
        body: `redirect_uri=${REDIRECT_URI}&grant_type=refresh_token&refresh_token={refresh_token}`,
        status: 200,
        answers: /"refresh_token":/,
      },
    ],
  },
]
