import type { FastifyInstance } from 'fastify'
import { objectAsText } from './records.ts'

/** As deep as the JSON parser of PHP goes. What judges, stores and answers a body calls itself for each level. */
const MAX_LEVELS = 512

/** Its code is like those of the web framework, so that each provider answers it in its own form of error. */
class BodyTooDeep extends Error {
  readonly code = 'FST_SANDBOX_BODY_TOO_DEEP'
  readonly statusCode = 400
}

/**
 * Refuses bodies that are nested too deep. An object whose members are named as what turns objects into texts, such as `{"toString": 1}`,
 * becomes a text like every other object, where a number or a text was expected. Call it before anything that reads bodies.
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
  // A symbol is no member of JSON.
  if (Object.hasOwn(object, 'toString') || Object.hasOwn(object, 'valueOf'))
    Object.defineProperty(object, Symbol.toPrimitive, { value: objectAsText })
  return Object.values(object).filter((inner) => typeof inner === 'object')
}
