import type { FastifyInstance, FastifyRequest } from 'fastify'
import { CallRecord } from '../calls/call-record.ts'
import type { RouteContext } from './route-context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation ID with which requests to the route are logged as calls; absent if they are not. */
    loggedAs?: string
  }
  interface FastifyRequest {
    callRecord: CallRecord | null
  }
}

/** Logs the requests to email marketing routes as calls, also those that are rejected. */
export function logCalls(server: FastifyInstance, { callLog }: RouteContext): void {
  server.decorateRequest('callRecord', null)
  server.addHook('onRequest', async (request) => {
    const { config, url: path = '' } = request.routeOptions
    const { principal, method, id: requestId } = request
    if (config.loggedAs === undefined || !principal) return
    const operation = config.loggedAs
    request.callRecord = new CallRecord({
      type: 'email_marketing',
      principal,
      requestId,
      operation,
      method,
      path,
    })
  })
  const add = ({ callRecord, problem }: FastifyRequest, statusCode: number | null): void => {
    if (!callRecord) return
    callRecord.errorCode = statusCode === null ? 'request_canceled' : (problem?.code ?? null)
    callLog.add(callRecord, statusCode)
  }
  server.addHook('onResponse', async (request, reply) =>
    add(request, reply.raw.writableFinished ? reply.raw.statusCode : null),
  )
}

/** The context with the request's record, so that requests to the provider are logged in it. */
export function recorded(context: RouteContext, { callRecord: record }: FastifyRequest): RouteContext {
  return record ? { ...context, record } : context
}
