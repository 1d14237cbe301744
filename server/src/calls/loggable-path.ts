const MAX_LENGTH = 500

/** Hides a segment that names a person: one with an “@”, also percent-encoded. */
const ADDRESS = /[^/]*(?:@|%40)[^/]*/gi
/** Longer than any ID that the providers document. */
const LONG_SEGMENT = /[^/]{101,}/g

/** The path of a call as it is logged: without query, email addresses and anything that may be a secret. */
export function loggablePath(path: string): string {
  const mark = path.search(/[?#]/)
  const plain = mark < 0 ? path : path.slice(0, mark)
  return plain.replaceAll(ADDRESS, '{email}').replaceAll(LONG_SEGMENT, '{hidden}').slice(0, MAX_LENGTH)
}
