import { hexDigest } from '../../hex-digest.ts'

/** The ID in API v2 of an object of v3: a short number. */
export const sequenceIdOf = (id: string): string =>
  String(1_000_000_000 + Number.parseInt(hexDigest('md5', id, 7), 16))
