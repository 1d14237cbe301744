import type { FastifyInstance, FastifyRequest } from 'fastify'
import { gzipSync } from 'node:zlib'
import { publicUrl } from '../../front/rewrite-links.ts'
import { randomHex } from '../../random-values.ts'
import { createRecord } from '../../records.ts'
import type { World } from '../../world.ts'
import type { Batch } from '../account-data.ts'
import { problems } from '../problem.ts'
import { tar } from '../tar.ts'
import { dataFor, principalOf } from './gate.ts'
import { RESULTS_HOST } from '../page-layout.ts'
import { links, pageOf, select, timestamp, type PageQuery } from './representation.ts'

interface OperationBody {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  params?: Record<string, unknown>
  body?: string
  operation_id?: string
}

interface One {
  Params: { batchId: string; dc: string }
  Querystring: PageQuery
}

/**
 * Batches run their operations one after the other with the credentials of the request, and write a file with the responses. A batch is
 * finished at its next read.
 */
export function registerBatches(server: FastifyInstance, world: World): void {
  server.post<{ Params: { dc: string }; Body: { operations: OperationBody[] } }>(
    '/batches',
    async (request) => {
      const results = await run(server, request, request.body.operations)
      const data = dataFor(world, request)
      const batch: Batch = {
        id: randomHex(10),
        status: 'pending',
        submittedAt: world.clock.now().toISOString(),
        completedAt: '',
        results,
      }
      const batches = (data.batches ??= createRecord())
      batches[batch.id] = batch
      return describe(batch, principalOf(request).account.dataCenter, '')
    },
  )

  const batchOf = (request: Parameters<typeof dataFor>[1] & { params: One['Params'] }): Batch => {
    const batch = dataFor(world, request).batches?.[request.params.batchId]
    if (!batch) throw problems.notFound()
    finish(batch, world.clock.now())
    return batch
  }
  server.get<One>('/batches', (request) => {
    const batches = Object.values(dataFor(world, request).batches ?? {})
    for (const batch of batches) finish(batch, world.clock.now())
    const dc = principalOf(request).account.dataCenter
    const body = {
      batches: pageOf(batches, request.query).map((batch) => describe(batch, dc, resultsUrl(request, batch))),
      total_items: batches.length,
      _links: links(dc, '/batches'),
    }
    return select(body, request.query)
  })
  server.get<One>('/batches/:batchId', (request) => {
    const batch = batchOf(request)
    return select(
      describe(batch, principalOf(request).account.dataCenter, resultsUrl(request, batch)),
      request.query,
    )
  })
  server.delete<One>('/batches/:batchId', (request, reply) => {
    const { batches = {} } = dataFor(world, request)
    delete batches[batchOf(request).id]
    return reply.code(204).send()
  })
}

type Credentials = Pick<FastifyRequest, 'url' | 'headers'>

/** Makes the calls one after the other, as the request. */
async function run(
  server: FastifyInstance,
  request: Credentials,
  operations: OperationBody[],
): Promise<Batch['results']> {
  const base = `/${request.url.split('/')[1] ?? ''}/3.0`
  const results: Batch['results'] = []
  for (const { method, path, params = {}, body, operation_id = '' } of operations) {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(params)) query.set(name, String(value))
    const search = query.size > 0 ? `?${query.toString()}` : ''
    const answer = await server.inject({
      method,
      url: `${base}/${path.replace(/^\//, '')}${search}`,
      headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
      ...(body !== undefined && { payload: body }),
    })
    results.push({ status_code: answer.statusCode, operation_id, response: answer.body })
  }
  return results
}

/** The files with results, gzipped tar archives, at the storage's host. */
export function registerBatchResults(server: FastifyInstance, world: World): void {
  server.get<{ Params: { file: string } }>('/:file', (request, reply) => {
    const id = request.params.file.replace(/-response\.tar\.gz$/, '')
    const batch = Object.values(world.mailchimp.accounts)
      .map(({ data }) => data?.batches?.[id])
      .find((found) => found !== undefined)
    if (!batch?.completedAt)
      return reply.code(403).type('application/xml').send('<Error><Code>AccessDenied</Code></Error>')
    const archive = tar({ [`${batch.id}.json`]: JSON.stringify(batch.results) }, world.clock.now())
    return reply.type('application/gzip').send(gzipSync(archive))
  })
}

function finish(batch: Batch, now: Date): void {
  if (batch.status === 'finished') return
  batch.status = 'finished'
  batch.completedAt = now.toISOString()
}

const resultsUrl = (request: Parameters<typeof publicUrl>[0], { id }: Batch): string =>
  publicUrl(request, RESULTS_HOST, `/${id}-response.tar.gz`)

function describe(
  { id, status, submittedAt, completedAt, results }: Batch,
  dc: string,
  url: string,
): Record<string, unknown> {
  const finished = status === 'finished'
  return {
    id,
    status,
    total_operations: results.length,
    finished_operations: finished ? results.length : 0,
    errored_operations: finished ? results.filter(({ status_code }) => status_code >= 400).length : 0,
    submitted_at: timestamp(submittedAt),
    completed_at: timestamp(completedAt),
    response_body_url: finished ? url : '',
    _links: links(dc, `/batches/${id}`),
  }
}
