import { randomUUID } from 'node:crypto'

/** One of the provider's errors (`application/problem+json`), with its own texts. */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors: readonly { field: string; message: string }[] | undefined

  constructor(status: number, title: string, detail: string, errors?: { field: string; message: string }[]) {
    super(`${status} ${title}`)
    this.status = status
    this.title = title
    this.detail = detail
    this.errors = errors
  }

  /** Body and headers: `instance` equals `X-Request-Id`; `type` was missing from 2023 to 2025. */
  answer(dataCenter: string, withoutType: boolean): { headers: Record<string, string>; body: string } {
    const instance = randomUUID()
    const type = 'https://mailchimp.com/developer/marketing/docs/errors/'
    const body = {
      ...(!withoutType && { type }),
      title: this.title,
      status: this.status,
      detail: this.detail,
      instance,
      ...(this.errors && { errors: this.errors }),
    }
    return {
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        server: 'openresty',
        'x-request-id': instance,
        link: `<https://${dataCenter}.api.mailchimp.com/schema/3.0/Definitions/ProblemDetailDocument.json>; rel="describedBy"`,
      },
      body: JSON.stringify(body),
    }
  }
}

export const problems = {
  notFound: () => new Problem(404, 'Resource Not Found', 'The requested resource could not be found.'),
  keyMissing: () => new Problem(401, 'API Key Missing', 'Your request did not include an API key.'),
  keyInvalid: () =>
    new Problem(
      401,
      'API Key Invalid',
      "Your API key may be invalid, or you've attempted to access the wrong datacenter.",
    ),
  notPermitted: () =>
    new Problem(403, 'User action not permitted', 'User does not have access to the requested operation'),
  tooManyConnections: () =>
    new Problem(429, 'Too Many Requests', 'You have exceeded the limit of 10 simultaneous connections.'),
  forbidden: () => new Problem(403, 'Forbidden', 'You are not permitted to access this resource.'),
  userDisabled: () => new Problem(403, 'User Disabled', 'This account has been disabled.'),
  compliance: () =>
    new Problem(503, 'Compliance Related', 'This method has been disabled for compliance reasons.'),
  oldTls: () => new Problem(426, 'Upgrade Required', 'TLS 1.2 or later is required.'),
  tooDeep: () =>
    new Problem(414, 'Resource Nesting Too Deep', 'The sub-resource requested is nested too deeply.'),
  brokenJson: () => new Problem(400, 'JSON Parse Error', 'We encountered an unspecified JSON parsing error.'),
  invalidOverride: () =>
    new Problem(422, 'Invalid Method Override', 'The method override that you asked for is not supported.'),
  invalid: (errors: { field: string; message: string }[]) =>
    new Problem(
      400,
      'Invalid Resource',
      "The resource submitted could not be validated. For field-specific details, see the 'errors' array.",
      errors,
    ),
  invalidEmail: () => new Problem(400, 'Invalid Resource', 'Please provide a valid email address.'),
  fakeEmail: (email: string) =>
    new Problem(
      400,
      'Invalid Resource',
      `${email} looks fake or invalid, please enter a real email address.`,
    ),
  memberExists: (email: string) =>
    new Problem(
      400,
      'Member Exists',
      `${email} is already a list member. Use PUT to insert or update list members.`,
    ),
  inCompliance: (email: string) =>
    new Problem(
      400,
      'Member In Compliance State',
      `${email} is in a compliance state due to unsubscribe, bounce, or compliance review and cannot be subscribed.`,
    ),
  forgotten: (email: string) =>
    new Problem(
      400,
      'Forgotten Email Not Subscribed',
      `${email} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.`,
    ),
  mergeFields: (errors: { field: string; message: string }[]) =>
    new Problem(400, 'Invalid Resource', 'Your merge fields were invalid.', errors),
  cannotRemove: () =>
    new Problem(
      405,
      'Method Not Allowed',
      'This list member cannot be removed. Please contact support for more information.',
    ),
  badRequest: (detail: string) => new Problem(400, 'Bad Request', detail),
} as const
