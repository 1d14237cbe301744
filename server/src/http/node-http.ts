/**
 * `node:http`, without what its ES module would load for `fetch` and `WebSocket`: a tenth of the processor time of a start. Only this file
 * imports its values.
 */
export const { createServer, STATUS_CODES, validateHeaderName, validateHeaderValue } =
  process.getBuiltinModule('node:http')
