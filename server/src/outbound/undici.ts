/*
 * The parts of undici that send requests. Its main file also loads `fetch`, `WebSocket`, caches and mocks, for which every start would wait.
 */
export { default as Agent } from 'undici/lib/dispatcher/agent.js'
export { default as buildConnector } from 'undici/lib/core/connect.js'
export { default as errors } from 'undici/lib/core/errors.js'
