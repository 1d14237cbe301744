const JSON_AND_EVENTS = 'application/json, text/event-stream'

/**
 * The MCP SDK requires both media types in `Accept`. A missing header or a wildcard means both (RFC 9110 section 12.5.1). In any other case
 * the header is passed on, and the SDK rejects a request that lacks one of them.
 */
export function acceptBoth(given: string | null): string {
  if (given === null || given.trim() === '') return JSON_AND_EVENTS
  const ranges = given
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((part) => part.trim()))
    .filter(([, ...parameters]) => !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)))
    .map(([type = '']) => type)
  const takes = (type: string): boolean =>
    ranges.some((range) => range === '*/*' || range === type || range === type.replace(/\/.*$/, '/*'))
  return takes('application/json') && takes('text/event-stream') ? JSON_AND_EVENTS : given
}
