import type { FastifyInstance } from 'fastify'
import { objectAsText } from './records.ts'

/** The depth limit of PHP's JSON parser. Our code that handles bodies is recursive. */
const MAX_LEVELS = 512

/** Its code is like those of the web framework, so that each provider responds in its own error format. */
class BodyTooDeep extends Error {
  readonly code = 'FST_SANDBOX_BODY_TOO_DEEP'
  readonly statusCode = 400
}

/**
 * Rejects bodies that are nested too deep. Makes objects with members such as `toString` convertible to strings, so that they cannot
 * crash code that expects a string or a number. Call it before anything that reads bodies.
 */
export function tameBodies(server: FastifyInstance): void {
  server.addHook('preValidation', async ({ body }) => {
    let level: readonly unknown[] = [body]
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > MAX_LEVELS) throw new BodyTooDeep(`The body has more than ${MAX_LEVELS} levels.`)
      level = level.flatMap((value) => (isObject(value) ? openObject(value) : []))
    }
  })
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value)

/** The objects and arrays in one. */
function openObject(object: object): unknown[] {
  // JSON cannot contain a symbol.
  if (Object.hasOwn(object, 'toString') || Object.hasOwn(object, 'valueOf'))
    Object.defineProperty(object, Symbol.toPrimitive, { value: objectAsText })
  return Object.values(object).filter((inner) => typeof inner === 'object')
}
