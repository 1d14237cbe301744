import { hexDigest } from './hex-digest.ts'
import { reviveRecord } from './records.ts'

/** A state as JSON, with a checksum: an edit anywhere in a state could break later requests, which no check of its shape can exclude. */
export function writeState(state: object): string {
  const text = JSON.stringify(state)
  return `{"checksum":"${hexDigest('sha256', text)}",${text.slice(1)}`
}

/**
 * @throws SyntaxError if the text is not JSON, TypeError with a sentence if it is not as `writeState` wrote it. Whitespace does not
 * matter.
 */
export function readState(text: string): object {
  const { checksum, ...state }: Record<string, unknown> = Object(JSON.parse(text, reviveRecord))
  if (checksum === undefined) throw new TypeError('no sandbox has exported it: it has no checksum')
  if (checksum !== hexDigest('sha256', JSON.stringify(state)))
    throw new TypeError('it has been changed since a sandbox exported it')
  return state
}
