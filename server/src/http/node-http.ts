/**
 * `node:http` through `require`: its ES module also loads `fetch` and `WebSocket`, which would slow down every start. Only this file imports
 * its values.
 */
export const { createServer, STATUS_CODES, validateHeaderName, validateHeaderValue } =
  process.getBuiltinModule('node:http')
