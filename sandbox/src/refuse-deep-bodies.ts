import type { FastifyInstance } from 'fastify'

/** As deep as the JSON parser of PHP goes. What judges, stores and answers a body calls itself for each level. */
const MAX_LEVELS = 512

/** Its code is like those of the web framework, so that each provider answers it in its own form of error. */
class BodyTooDeep extends Error {
  readonly code = 'FST_SANDBOX_BODY_TOO_DEEP'
  readonly statusCode = 400
}

/** Refuses bodies that are nested too deep. Call it before anything that reads bodies. */
export function refuseDeepBodies(server: FastifyInstance): void {
  server.addHook('preValidation', async ({ body }) => {
    let level: readonly unknown[] = [body]
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > MAX_LEVELS) throw new BodyTooDeep(`The body has more than ${MAX_LEVELS} levels.`)
      level = level.flatMap((value) =>
        typeof value === 'object' && value !== null && !Buffer.isBuffer(value)
          ? Object.values(value).filter((inner) => typeof inner === 'object')
          : [],
      )
    }
  })
}
