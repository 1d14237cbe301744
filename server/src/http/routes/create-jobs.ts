import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { MAX_JOB_BODY_BYTES } from '../../kernel/limits.ts'
import { getConnection } from '../../connections/get-connection.ts'
import type { AudienceMove } from '../../email-marketing/jobs/job-inputs.ts'
import { createJob, type NewJob } from '../../jobs/create-job.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import {
  createContactImportInput,
  eraseContactInput,
  exportContactInput,
  job,
  moveAudienceInput,
} from '../schemas/job.ts'
import { pathParams } from '../schemas/params.ts'
import { toJobResponse } from '../to-job-response.ts'

const tags = ['Jobs']

/** Requests that create a job. `jobs.ts` has the routes to follow it. */
export function createJobRoutes(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    server.post(
      '/v1/connections/:connectionId/contact-imports',
      {
        bodyLimit: MAX_JOB_BODY_BYTES,
        config: { scope: 'audiences:write', problems: ['connection_not_found', 'too_many_jobs'] },
        schema: {
          tags,
          operationId: 'createContactImport',
          summary: 'Import many contacts',
          description:
            'Up to 10,000 contacts and 8 MiB, as a job with a report of each row. Unsubscribed, bounced and suspended contacts are skipped.',
          params: pathParams('connectionId'),
          body: createContactImportInput,
          response: { 202: job },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request)
        const { connectionId } = request.params
        const { account } = await getConnection(context, principal, connectionId)
        const input = { ...request.body, connectionId, accountId: account.id }
        const totalCount = request.body.contacts.length
        const created = await createJob(context, principal, {
          type: 'contact_import',
          scopes: ['audiences:write'],
          connectionId,
          input,
          totalCount,
        })
        return reply.code(202).send(toJobResponse(created))
      },
    )

    server.post(
      '/v1/contacts/export',
      {
        config: { scope: 'audiences:read', problems: ['too_many_jobs'] },
        schema: {
          tags,
          operationId: 'exportContact',
          summary: 'Export everything about an address',
          description: 'From all accounts, as a job: each row of its report has a contact and what it did.',
          body: exportContactInput,
          response: { 202: job },
        },
      },
      async (request, reply) => {
        const wanted = {
          type: 'contact_export',
          scopes: ['audiences:read'],
          connectionId: null,
          input: request.body,
          totalCount: null,
        } as const
        return reply.code(202).send(toJobResponse(await createJob(context, principalOf(request), wanted)))
      },
    )

    server.post(
      '/v1/contacts/erase',
      {
        config: { scope: 'audiences:write', problems: ['insufficient_scope', 'too_many_jobs'] },
        schema: {
          tags,
          operationId: 'eraseContact',
          summary: 'Erase a contact',
          description:
            'From all accounts, as a job with a receipt for each. It cannot be undone: without `dryRun: false` it only says what would happen.',
          body: eraseContactInput,
          response: { 202: job },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request)
        const wanted: NewJob = {
          type: 'contact_erasure',
          scopes: request.body.dryRun ? ['audiences:write'] : ['audiences:write', 'end_users:write'],
          connectionId: null,
          input: request.body,
          totalCount: null,
        }
        return reply.code(202).send(toJobResponse(await createJob(context, principal, wanted)))
      },
    )

    server.post(
      '/v1/audience-moves',
      {
        config: { scope: 'audiences:write', problems: ['connection_not_found', 'too_many_jobs'] },
        schema: {
          tags,
          operationId: 'moveAudience',
          summary: 'Move an audience to another account',
          description:
            'As a job: those who have unsubscribed first, then the others; consent never grows. The old account keeps what it has. Without `dryRun: false` it only says what would happen.',
          body: moveAudienceInput,
          response: { 202: job },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request)
        const { from, to } = request.body
        const withAccount = async (audience: AudienceMove['from']) => {
          const { account } = await getConnection(context, principal, audience.connectionId)
          return { ...audience, accountId: account.id }
        }
        const accounts = { from: await withAccount(from), to: await withAccount(to) }
        const created = await createJob(context, principal, {
          type: 'audience_move',
          scopes: ['audiences:write'],
          connectionId: to.connectionId,
          sourceConnectionId: from.connectionId,
          input: { ...request.body, ...accounts },
          totalCount: null,
        })
        return reply.code(202).send(toJobResponse(created))
      },
    )
  }
}
