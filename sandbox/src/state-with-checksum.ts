import { hexDigest } from './hex-digest.ts'
import { reviveRecord } from './records.ts'

/** A state as JSON, with a checksum: a change anywhere in a state could make any later request fail, and no check of its shape finds them all. */
export function writeState(state: object): string {
  const text = JSON.stringify(state)
  return `{"checksum":"${hexDigest('sha256', text)}",${text.slice(1)}`
}

/** @throws SyntaxError if the text is not JSON, TypeError with a sentence if it is not as `writeState` wrote it. Spaces and line breaks do not count. */
export function readState(text: string): object {
  const { checksum, ...state }: Record<string, unknown> = Object(JSON.parse(text, reviveRecord))
  if (checksum === undefined) throw new TypeError('no sandbox has exported it: it has no checksum')
  if (checksum !== hexDigest('sha256', JSON.stringify(state)))
    throw new TypeError('it has been changed since a sandbox exported it')
  return state
}
