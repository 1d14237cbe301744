/** A request as a client of another language sends it, recorded on the wire. Words in braces stand for what differs in each sandbox. */
export interface RecordedRequest {
  readonly client: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly host: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** What the client makes of the answer. */
  readonly status: number
  readonly answers?: RegExp
}

const MAILCHIMP = 'us21.api.mailchimp.com'
const MAILUP = 'services.mailup.com'
const CONSOLE = '/API/v1.1/Rest/ConsoleService.svc/Console'

const DREWM = {
  'User-Agent': 'DrewM/MailChimp-API/3.0 (github.com/drewm/mailchimp-api)',
  'Accept-Encoding': 'deflate, gzip, br, zstd',
  Accept: 'application/vnd.api+json',
  'Content-Type': 'application/vnd.api+json',
  Authorization: 'apikey {key}',
}
const MARKETING_PHP = {
  'User-Agent': 'Swagger-Codegen/3.0.80/php',
  Accept: 'application/json',
  'Content-Type': 'application/json',
  Authorization: 'Basic {user:key}',
}
const REQUESTS = {
  'User-Agent': 'python-requests/2.28.1',
  'Accept-Encoding': 'gzip, deflate',
  Accept: '*/*',
  Connection: 'keep-alive',
}
const MARKETING_PYTHON = {
  ...REQUESTS,
  'User-Agent': 'Swagger-Codegen/3.0.80/python',
  Accept: 'application/json',
  'Content-Type': 'application/json',
  Authorization: 'Basic {user:key}',
}
const MAILUPY = { ...REQUESTS, 'Content-Type': 'application/json', Authorization: 'Bearer {token}' }

/* In the order in which they are sent: a client reads and changes what it has added. */
export const RECORDED_REQUESTS: readonly RecordedRequest[] = [
  {
    client: 'urllib of Python 3.11',
    method: 'GET',
    host: MAILCHIMP,
    path: '/3.0/lists',
    headers: {
      'Accept-Encoding': 'identity',
      'User-Agent': 'Python-urllib/3.11',
      Authorization: 'Basic {user:key}',
      Connection: 'close',
    },
    status: 200,
    answers: /"Newsletter"/,
  },
  {
    client: 'drewm/mailchimp-api 2.5 (PHP)',
    method: 'GET',
    host: MAILCHIMP,
    path: '/3.0/lists?',
    headers: DREWM,
    status: 200,
    answers: /"Newsletter"/,
  },
  {
    client: 'drewm/mailchimp-api 2.5 (PHP)',
    method: 'POST',
    host: MAILCHIMP,
    path: '/3.0/lists/{list}/members',
    headers: DREWM,
    body: '{"email_address":"php@mill.example","status":"subscribed"}',
    status: 200,
    answers: /"subscribed"/,
  },
  {
    client: 'drewm/mailchimp-api 2.5 (PHP)',
    method: 'PATCH',
    host: MAILCHIMP,
    path: '/3.0/lists/{list}/members/{md5 of php@mill.example}',
    headers: DREWM,
    body: '{"merge_fields":{"FNAME":"P","LNAME":"H"},"interests":{}}',
    status: 200,
    answers: /"FNAME":"P"/,
  },
  {
    client: 'drewm/mailchimp-api 2.5 (PHP)',
    method: 'PUT',
    host: MAILCHIMP,
    path: '/3.0/lists/{list}/members/{md5 of php@mill.example}',
    headers: { ...DREWM, Allow: 'PUT, PATCH, POST' },
    body: '{"email_address":"php@mill.example","status_if_new":"subscribed"}',
    status: 200,
    answers: /"FNAME":"P"/,
  },
  {
    client: 'drewm/mailchimp-api 2.5 (PHP)',
    method: 'DELETE',
    host: MAILCHIMP,
    path: '/3.0/lists/{list}/members/{md5 of php@mill.example}',
    headers: DREWM,
    status: 204,
  },
  {
    client: 'mailchimp/marketing 3.0.80 with Guzzle 7.4 (PHP)',
    method: 'POST',
    host: MAILCHIMP,
    path: '/3.0/lists/{list}/members',
    headers: MARKETING_PHP,
    body: '{"email_address":"guzzle@mill.example","status":"subscribed","merge_fields":{"FNAME":"x"}}',
    status: 200,
  },
  {
    client: 'mailchimp/marketing 3.0.80 with Guzzle 7.4 (PHP)',
    method: 'GET',
    host: MAILCHIMP,
    path: '/3.0/campaigns?count=10&offset=0',
    headers: MARKETING_PHP,
    status: 200,
    answers: /"total_items"/,
  },
  {
    client: 'mailchimp3 with requests 2.28 (Python)',
    method: 'GET',
    host: MAILCHIMP,
    path: '/3.0/lists?offset=0&count=500&fields=lists.name%2Clists.id%2Ctotal_items',
    headers: { ...REQUESTS, Authorization: 'Basic {user:key}' },
    status: 200,
    answers: /"total_items":2/,
  },
  {
    client: 'mailchimp3 with requests 2.28 (Python)',
    method: 'DELETE',
    host: MAILCHIMP,
    path: '/3.0/lists/{list}/members/{md5 of guzzle@mill.example}',
    headers: { ...REQUESTS, 'Content-Length': '0', Authorization: 'Basic {user:key}' },
    status: 204,
  },
  {
    client: 'mailchimp-marketing 3.0.80 (Python)',
    method: 'PUT',
    host: MAILCHIMP,
    path: '/3.0/lists/{list}/members/{md5 of py@mill.example}',
    headers: MARKETING_PYTHON,
    body: '{"email_address": "py@mill.example", "status_if_new": "subscribed"}',
    status: 200,
    answers: /"subscribed"/,
  },
  {
    client: 'mailupy with requests 2.28 (Python)',
    method: 'POST',
    host: MAILUP,
    path: '/Authorization/OAuth/Token',
    headers: { ...REQUESTS, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=password&client_id={client ID}&client_secret={client secret}&username=m1001&password=bread-and-butter',
    status: 200,
    answers: /"access_token"/,
  },
  {
    client: 'mailupy with requests 2.28 (Python)',
    method: 'POST',
    host: MAILUP,
    path: `${CONSOLE}/List/1/Recipient`,
    headers: MAILUPY,
    body: '{"Name": "Py", "Email": "py@mill.example", "Fields": []}',
    status: 200,
    answers: /^\d+$/,
  },
  {
    client: 'mailupy with requests 2.28 (Python): the address names the recipient',
    method: 'PUT',
    host: MAILUP,
    path: `${CONSOLE}/Recipient/Detail`,
    headers: MAILUPY,
    body: '{"Name": "Py", "Email": "py@mill.example", "Fields": [{"Description": "FirstName", "Id": 1, "Value": "Pyy"}]}',
    status: 200,
    answers: /"Value":"Pyy"/,
  },
]
