/** One of the provider's errors: `ErrorCode` is a string, `ErrorName` may be null. */
export class Refusal extends Error {
  readonly status: number
  readonly errorName: string | null

  constructor(status: number, description: string, errorName: string | null) {
    super(description)
    this.status = status
    this.errorName = errorName
  }

  body(): string {
    return JSON.stringify({
      ErrorCode: String(this.status),
      ErrorDescription: this.message,
      ErrorName: this.errorName,
      ErrorStack: null,
    })
  }
}

const unauthorized = (what: string): Refusal =>
  new Refusal(401, `Authorization error: ${what}`, 'Unauthorized')

export const refusals = {
  missing: () => unauthorized('Access token is missing'),
  unknown: () => unauthorized('Access token is not valid'),
  expired: () => unauthorized('Access token is expired'),
  malformed: () => new Refusal(400, 'Authorization error: Access token is malformed', 'BadRequest'),
  contract: () =>
    new Refusal(
      403,
      'Authorization error: Contract not signed, please login in console and accept terms of service.',
      'Forbidden',
    ),
  tooMany: (most: number, actual: number) =>
    new Refusal(
      429,
      `Authorization error (too_many_requests): Too many requests. Max:${most} calls per second , actual:${actual}.`,
      null,
    ),
  tooOften: () => new Refusal(429, 'Only one of these calls in 30 seconds is allowed.', null),
  invalid: (what: string) => new Refusal(400, what, 'BadRequest'),
  notFound: () => new Refusal(404, 'The requested resource was not found.', 'NotFound'),
} as const
