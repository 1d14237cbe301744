import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { programOf } from 'letterlock/launch.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT_ID = '00f067aa0ba902b7'
const TRACEPARENT = `00-${TRACE_ID}-${PARENT_ID}-01`

const exporter = new InMemorySpanExporter()

before(() => {
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
})
after(() => {
  trace.disable()
  context.disable()
  propagation.disable()
})

const spans = (): ReadableSpan[] => exporter.getFinishedSpans()

async function spanNamed(name: string, traceId?: string): Promise<ReadableSpan> {
  const found = await waitFor(
    () =>
      spans().find((span) => span.name === name && (!traceId || span.spanContext().traceId === traceId)) ??
      null,
    (span) => span !== null,
  )
  return found ?? assert.fail(name)
}

function get(world: TestWorld, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${world.server.localUrl}${path}`, {
    headers: { authorization: `Bearer ${world.secretKey}`, ...headers },
  })
}

const childOf = (parent: ReadableSpan, child: ReadableSpan): boolean =>
  child.parentSpanContext?.spanId === parent.spanContext().spanId

test('a forwarded call is a span of the request, continues a trace, and tells the provider nothing', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  exporter.reset()
  await get(world, `/v1/proxy/${id}/3.0/ping?email=ada@example.com`, { traceparent: TRACEPARENT })
  const server = await spanNamed('GET /v1/proxy/:id/*', TRACE_ID)
  assert.equal(server.kind, SpanKind.SERVER)
  assert.equal(server.parentSpanContext?.spanId, PARENT_ID)
  const call = await spanNamed('GET mailchimp', TRACE_ID)
  assert.deepEqual([call.kind, childOf(server, call)], [SpanKind.CLIENT, true])
  assert.equal(call.attributes['http.response.status_code'], 200)
  assert.match(String(call.attributes['server.address']), /\.api\.mailchimp\.com$/)
  const [sent] = world.sandbox.world.requests.list({ path: '/3.0/ping' })
  assert.equal(sent?.headers.includes('traceparent'), false)
})

test('with LETTERLOCK_TRACE_PROVIDERS the provider gets the trace', async () => {
  await using world = await startWorld({ LETTERLOCK_TRACE_PROVIDERS: 'true' })
  const { id } = await connect(world)
  exporter.reset()
  await get(world, `/v1/proxy/${id}/3.0/ping`, {
    traceparent: TRACEPARENT,
    tracestate: 'other=private',
    baggage: 'customer=ada%40bakery.example',
  })
  const call = await spanNamed('GET mailchimp', TRACE_ID)
  const [sent] = world.sandbox.world.requests.list({ path: '/3.0/ping' })
  const exchange = world.sandbox.world.requests.exchange(sent?.id ?? 0)
  assert.equal(exchange?.requestHeaders['traceparent'], `00-${TRACE_ID}-${call.spanContext().spanId}-01`)
  for (const name of ['tracestate', 'baggage']) assert.equal(exchange.requestHeaders[name], undefined, name)
})

test('refreshes, token reads, tool calls, webhooks and the database are spans; failures are marked', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  receiver.respond((_webhook, response) => response.writeHead(500).end())
  await world.client.webhookEndpoints.create({ url: receiver.url })
  const { id } = await connect(world, { provider: 'mailup' })
  exporter.reset()
  await get(world, `/v1/connections/${id}`)
  const request = await spanNamed('GET /v1/connections/:connectionId')
  assert.ok(childOf(request, await spanNamed('database read', request.spanContext().traceId)))

  await world.client.connections.refresh(id)
  const refresh = await spanNamed('token refresh')
  assert.equal(refresh.attributes['letterlock.refresh.outcome'], 'refreshed')
  const { traceId } = refresh.spanContext()
  assert.ok(childOf(refresh, await spanNamed('POST mailup', traceId)))
  assert.equal((await spanNamed('database write', traceId)).spanContext().traceId, traceId)

  await using mcp = await openMcpClient(world)
  await mcp.client.callTool({ name: 'list_connections', arguments: {} })
  const tool = await spanNamed('tools/call list_connections')
  assert.equal(tool.attributes['gen_ai.tool.name'], 'list_connections')
  const served = await spanNamed('POST /mcp', tool.spanContext().traceId)
  assert.equal(served.kind, SpanKind.SERVER)

  const delivery = await spanNamed('webhook delivery')
  assert.equal(delivery.status.code, SpanStatusCode.ERROR)
  assert.equal(delivery.attributes['http.response.status_code'], 500)
})

test('no attribute has a token, a key, an email address or the path of a call', async () => {
  await using world = await startWorld()
  const { id, accessToken } = await connectAndRead(world)
  await get(world, `/v1/proxy/${id}/3.0/search-members?query=ada@example.com`)
  await world.client.connections.refresh(id).catch(() => undefined)
  await spanNamed('GET mailchimp')
  const text = JSON.stringify(
    spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
  )
  assert.ok(text.length > 500)
  for (const secret of [
    accessToken,
    world.secretKey,
    world.app.clientSecret,
    'ada@example.com',
    'search-members',
  ])
    assert.ok(!text.includes(secret), secret)
  assert.doesNotMatch(text, /@|https?:|Bearer/)
})

async function connectAndRead(world: TestWorld): Promise<{ id: string; accessToken: string }> {
  const { id } = await connect(world)
  const { accessToken } = await world.client.connections.getAccessToken(id)
  return { id, accessToken }
}

test('a file that node --import loads before the server registers the SDK', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-tracing-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const preload = join(folder, 'tracing.mjs')
  const written = join(folder, 'spans.txt')
  const library = JSON.stringify(import.meta.resolve('@opentelemetry/sdk-trace-node'))
  writeFileSync(
    preload,
    `import { appendFileSync } from 'node:fs'
import { NodeTracerProvider, SimpleSpanProcessor } from ${library}
const exporter = {
  export(spans, done) {
    for (const { name } of spans) appendFileSync(${JSON.stringify(written)}, name + '\\n')
    done({ code: 0 })
  },
  shutdown: async () => undefined,
}
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
`,
  )
  const main = programOf('server')
  const child = spawn(process.execPath, ['--import', preload, main], {
    env: { ...process.env, LETTERLOCK_DATA_DIR: join(folder, 'data'), LETTERLOCK_PORT: '0' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  await fetch(`${url}/healthz`)
  await waitFor(
    () => readFileSync(written, { encoding: 'utf8', flag: 'a+' }),
    (text) => text.includes('GET /healthz'),
  )
  child.kill('SIGTERM')
  await once(child, 'exit')
})
