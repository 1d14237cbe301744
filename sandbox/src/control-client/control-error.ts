/** The sandbox rejected a request to the control API. The message is the sandbox's sentence. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: number

  constructor(status: number, body: string) {
    super(sentenceOf(body) ?? `The sandbox answered with status ${status}.`)
    this.status = status
  }
}

function sentenceOf(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    const isError = typeof parsed === 'object' && parsed !== null && 'error' in parsed
    return isError && typeof parsed.error === 'string' ? parsed.error : undefined
  } catch {
    return undefined
  }
}
