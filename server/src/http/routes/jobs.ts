import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { MAX_JOB_BODY_BYTES } from '../../kernel/limits.ts'
import { getConnection } from '../../connections/get-connection.ts'
import { cancelJob } from '../../jobs/cancel-job.ts'
import { createJob, type NewJob } from '../../jobs/create-job.ts'
import { findJob, maySee, ownJobsOnly } from '../../jobs/find-job.ts'
import { decryptRow } from '../../jobs/job-texts.ts'
import type { BackgroundJob, OutcomeCounts } from '../../jobs/job.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import {
  createContactImportInput,
  eraseContactInput,
  exportContactInput,
  job,
  jobRow,
  moveAudienceInput,
} from '../schemas/job.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { toJobResponse } from '../to-job-response.ts'

const tags = ['Jobs']

/** Work that outlives a request: begun here, followed here. */
export function jobRoutes(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(beginning(context))
    await server.register(following(context))
  }
}

const NONE: OutcomeCounts = new Map()
const begun = (created: BackgroundJob): Wire.Job => toJobResponse(created, NONE)

async function described({ store }: RouteContext, job: BackgroundJob): Promise<Wire.Job> {
  return toJobResponse(job, (await store.jobs.countRows([job.id])).get(job.id) ?? NONE)
}

function beginning(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    server.post(
      '/v1/connections/:connectionId/contact-imports',
      {
        bodyLimit: MAX_JOB_BODY_BYTES,
        config: { scope: 'audiences:write', problems: ['connection_not_found'] },
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
        await getConnection(context, principal, connectionId)
        const input = { ...request.body, connectionId }
        const totalCount = request.body.contacts.length
        const created = await createJob(context, principal, {
          type: 'contact_import',
          scopes: ['audiences:write'],
          connectionId,
          input,
          totalCount,
        })
        return reply.code(202).send(begun(created))
      },
    )

    server.post(
      '/v1/contacts/export',
      {
        config: { scope: 'audiences:read' },
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
        return reply.code(202).send(begun(await createJob(context, principalOf(request), wanted)))
      },
    )

    server.post(
      '/v1/contacts/erase',
      {
        config: { scope: 'audiences:write', problems: ['insufficient_scope'] },
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
        return reply.code(202).send(begun(await createJob(context, principal, wanted)))
      },
    )

    server.post(
      '/v1/audience-moves',
      {
        config: { scope: 'audiences:write', problems: ['connection_not_found'] },
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
        for (const { connectionId } of [from, to]) await getConnection(context, principal, connectionId)
        const created = await createJob(context, principal, {
          type: 'audience_move',
          scopes: ['audiences:write'],
          connectionId: to.connectionId,
          sourceConnectionId: from.connectionId,
          input: request.body,
          totalCount: null,
        })
        return reply.code(202).send(begun(created))
      },
    )
  }
}

function following(context: RouteContext): FastifyPluginAsyncZod {
  const params = pathParams('jobId')
  const read = { scope: 'audiences:read', problems: ['job_not_found'] } as const
  return async (server) => {
    server.get(
      '/v1/jobs',
      {
        config: { scope: 'audiences:read' },
        schema: {
          tags,
          operationId: 'listJobs',
          summary: 'List jobs',
          description: 'Newest first.',
          querystring: z.object(pageQuery('job')),
          response: { 200: pageOf(job) },
        },
      },
      async (request) => {
        const { limit, cursor } = request.query
        const principal = principalOf(request)
        const found = await context.store.jobs.list(principal.workspaceId, {
          limit: limit + 1,
          after: cursor ?? null,
          principalId: ownJobsOnly(principal),
        })
        const counts = await context.store.jobs.countRows(found.map(({ id }) => id))
        const { items, nextCursor } = toPage(found, limit, (one) =>
          toJobResponse(one, counts.get(one.id) ?? NONE),
        )
        const seen = new Set(found.flatMap((one) => (maySee(principal, one) ? [one.id] : [])))
        return { items: items.filter(({ id }) => seen.has(id)), nextCursor }
      },
    )

    server.get(
      '/v1/jobs/:jobId',
      {
        config: read,
        schema: { tags, operationId: 'getJob', summary: 'Get a job', params, response: { 200: job } },
      },
      async (request) => {
        const found = await findJob(context, principalOf(request), request.params.jobId)
        return described(context, found)
      },
    )

    server.get(
      '/v1/jobs/:jobId/rows',
      {
        config: read,
        schema: {
          tags,
          operationId: 'listJobRows',
          summary: 'List the report of a job',
          params,
          querystring: z.object({
            outcome: z.string().min(1).max(40).optional().describe('Only rows with this outcome.'),
            cursor: z
              .string()
              .regex(/^\d{1,9}$/, 'must be the nextCursor of the previous page')
              .optional()
              .describe('The `nextCursor` of the previous page.'),
            limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many items at most.'),
          }),
          response: { 200: pageOf(jobRow) },
        },
      },
      async (request) => {
        const { limit, cursor, outcome = null } = request.query
        const found = await findJob(context, principalOf(request), request.params.jobId)
        const after = cursor === undefined ? null : Number(cursor)
        const rows = await context.store.jobs.rows(found.id, { limit: limit + 1, after, outcome })
        const items = rows.slice(0, limit).map((row) => decryptRow(context.encryption, found, row))
        const last = items.at(-1)
        return { items, nextCursor: rows.length > limit && last ? String(last.number) : null }
      },
    )

    server.post(
      '/v1/jobs/:jobId/cancel',
      {
        config: { scope: 'audiences:write', problems: ['job_not_found', 'job_ended'] },
        schema: {
          tags,
          operationId: 'cancelJob',
          summary: 'Cancel a job',
          description: 'What it has done stays done.',
          params,
          response: { 200: job },
        },
      },
      async (request) => {
        const canceled = await cancelJob(context, principalOf(request), request.params.jobId)
        return described(context, canceled)
      },
    )
  }
}
