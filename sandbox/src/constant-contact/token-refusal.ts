/** The parameters of a token request. */
export type Form = Record<string, string | undefined>

/** RFC 6749 section 5.2. */
export class TokenRefusal extends Error {
  readonly status: number
  readonly error: string
  constructor(error: string, description: string, status = 400) {
    super(description)
    this.error = error
    this.status = status
  }
}
