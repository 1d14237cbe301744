import { hexDigest } from '../../hex-digest.ts'

/** A UUID derived from a text. */
export const uuidOf = (text: string): string =>
  hexDigest('sha256', text, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
