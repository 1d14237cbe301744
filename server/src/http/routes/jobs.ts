import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { cancelJob } from '../../jobs/cancel-job.ts'
import { findJob } from '../../jobs/find-job.ts'
import { decryptError, decryptRow } from '../../jobs/job-texts.ts'
import type { BackgroundJob, OutcomeCounts } from '../../jobs/job.ts'
import { listJobs } from '../../jobs/list-jobs.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { job, jobRow } from '../schemas/job.ts'
import { pageLimit, pageOf, pageQuery } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { toJobResponse } from '../to-job-response.ts'

const tags = ['Jobs']

/** Jobs and their reports. */
export function jobRoutes(context: RouteContext): FastifyPluginAsyncZod {
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
        const { limit, cursor: after = null } = request.query
        const { items, nextCursor } = await listJobs(context, principalOf(request), { limit, after })
        const counts = await context.store.jobs.countRows(items.map(({ id }) => id))
        return {
          items: items.map((one) => toResponse(context, one, counts)),
          nextCursor,
        }
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
            limit: pageLimit,
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

async function described(context: RouteContext, job: BackgroundJob): Promise<Wire.Job> {
  return toResponse(context, job, await context.store.jobs.countRows([job.id]))
}

function toResponse(
  { encryption }: RouteContext,
  job: BackgroundJob,
  counts: ReadonlyMap<string, OutcomeCounts>,
): Wire.Job {
  return toJobResponse(job, { outcomes: counts.get(job.id), error: decryptError(encryption, job) })
}
