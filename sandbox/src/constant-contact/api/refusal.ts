/** An error. Most bodies are an array of one; those of authorization and statistics are an object. */
export class Refusal extends Error {
  readonly status: number
  readonly key: string
  readonly form: 'array' | 'object'

  constructor(status: number, key: string, message: string, form: 'array' | 'object' = 'array') {
    super(message)
    this.status = status
    this.key = key
    this.form = form
  }

  body(): string {
    const body = { error_key: this.key, error_message: this.message }
    return JSON.stringify(this.form === 'array' ? [body] : body)
  }
}

export const refusals = {
  unauthorized: () => new Refusal(401, 'unauthorized', 'Unauthorized', 'object'),
  forbidden: () => new Refusal(403, 'forbidden', 'Forbidden', 'object'),
  throttled: () => new Refusal(429, 'throttled', 'Too Many Requests', 'object'),
  quota: () => new Refusal(429, 'quota_exceeded', 'Limit Exceeded', 'object'),
  notFound: (what: string) => new Refusal(404, `${what}.api.not_found`, 'The resource was not found.'),
  invalid: (what: string, message: string) => new Refusal(400, `${what}.api.validation.error`, message),
  conflict: (what: string, message: string) => new Refusal(409, `${what}.api.conflict`, message),
  mediaType: () => new Refusal(415, 'unsupported_media_type', 'Unsupported Media Type'),
} as const
