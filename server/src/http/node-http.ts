/**
 * `node:http`, without what its ES module loads for `fetch` and `WebSocket`, for which every start would wait. Only this file has its values.
 */
export const { createServer, STATUS_CODES, validateHeaderName, validateHeaderValue } =
  process.getBuiltinModule('node:http')
