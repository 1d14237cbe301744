const MAX_LENGTH = 500

/** In a segment that names a person; also percent-encoded, once or more often. */
const AT = /@|%(?:25)*40/i
/** As long as the longest ID that the providers document. */
const MAX_SEGMENT_LENGTH = 100

/** The path of a call as it is logged: without query, email addresses and anything that may be a secret. */
export function loggablePath(path: string): string {
  const mark = path.search(/[?#]/)
  const plain = mark < 0 ? path : path.slice(0, mark)
  return plain.split('/').map(loggableSegment).join('/').slice(0, MAX_LENGTH)
}

function loggableSegment(segment: string): string {
  if (AT.test(segment)) return '{email}'
  return segment.length > MAX_SEGMENT_LENGTH ? '{hidden}' : segment
}
