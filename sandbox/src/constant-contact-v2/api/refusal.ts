/** An error; the body is always an array. */
export class Refusal extends Error {
  readonly status: number
  readonly key: string

  constructor(status: number, key: string, message: string) {
    super(message)
    this.status = status
    this.key = key
  }

  body(): string {
    return JSON.stringify([{ error_key: this.key, error_message: this.message }])
  }
}

export const refusals = {
  token: () =>
    new Refusal(
      401,
      'http.status.authentication.invalid_token',
      'The access token is invalid or has expired.',
    ),
  throttled: () => new Refusal(429, 'http.status.too_many_requests', 'Too many requests.'),
  notFound: () => new Refusal(404, 'http.status.not_found', 'The resource was not found.'),
  invalid: (message: string) => new Refusal(400, 'json.field.invalid', message),
  conflict: (what: string, message: string) => new Refusal(409, `http.status.${what}.conflict`, message),
} as const
