import type {
  CallToolResult,
  InputRequiredResult,
  McpServer,
  ServerContext,
  ToolAnnotations,
} from '@modelcontextprotocol/server'
import type { z } from 'zod'
import { withoutMisleading, withoutMisleadingIn } from '../kernel/foreign-text.ts'
import { nameTheThing } from '../email-marketing/name-the-thing.ts'
import { ERROR_CATALOGUE } from '../kernel/error-catalogue.ts'
import { ProblemError, messageOf } from '../kernel/errors.ts'
import { logRejection } from '../kernel/log-rejection.ts'
import { markFailed, type Tracing } from '../tracing/tracing.ts'
import type { McpContext } from './context.ts'
import { asInputRequired, isQuestion, type Question, type Remembered } from './elicit.ts'
import { absentLine, factLines } from './facts.ts'
import { withProgress } from './progress.ts'
import { publishedSchema } from './published-schema.ts'
import { readArguments } from './read-arguments.ts'
import { UNTRUSTED, type Effect, type Tool, type ToolAnswer, type ToolContext } from './tool.ts'
import { isObject } from '../kernel/json.ts'

/** Shared by the tools of one server. */
export interface Serving {
  readonly context: McpContext
  /** ID or name of the connection in the URL. */
  readonly connection: string | null
  readonly contextOf: (called: ServerContext, tool: string) => ToolContext
  readonly remember: (what: Remembered, context: ServerContext) => Promise<string>
}

/** The annotations of each effect. For a tool that only reads, the other hints have no meaning. */
const HINTS: Readonly<Record<Effect, ToolAnnotations>> = {
  read: { readOnlyHint: true },
  add: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  change: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  send: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
}

export function registerTool(server: McpServer, tool: Tool, serving: Serving): void {
  const { name, title, description, output, effect, scope, view, openWorld: openWorldHint } = tool
  const { connection } = serving
  const parameters = connection === null ? tool.input : withoutConnection(tool.input)
  server.registerTool(
    name,
    {
      title,
      description,
      inputSchema: publishedSchema(parameters),
      outputSchema: publishedSchema(output),
      annotations: { ...HINTS[effect], openWorldHint },
      // `ui/resourceUri` is for clients of the draft.
      ...(view && { _meta: { ui: { resourceUri: view.uri }, 'ui/resourceUri': view.uri } }),
      // The scopes that the assistant has, and the one that it needs.
      scopeChallenge({ authInfo }) {
        const scopes = authInfo?.scopes ?? []
        return scopes.includes(scope) ? undefined : { scopes: [scope, ...scopes] }
      },
    },
    (given: unknown, called) => {
      const { tracing } = serving.context
      const run = (): ReturnType<typeof runTool> => runTool(tool, parameters, serving, { given, called })
      return tracing === null ? run() : inToolSpan(tracing, name, run)
    },
  )
}

/** @see https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/ */
function inToolSpan(
  tracing: Tracing,
  name: string,
  run: () => ReturnType<typeof runTool>,
): ReturnType<typeof runTool> {
  const attributes = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': name }
  return tracing.inSpan(`tools/call ${name}`, { attributes }, async (span) => {
    const result = await run()
    if ('isError' in result && result.isError === true) markFailed(span, 'tool_error')
    return result
  })
}

/** Runs the tool, and logs the call. */
async function runTool(
  tool: Tool,
  parameters: z.ZodObject,
  { connection, contextOf, remember }: Serving,
  { given, called }: { readonly given: unknown; readonly called: ServerContext },
): Promise<CallToolResult | InputRequiredResult> {
  const { name } = tool
  const context = contextOf(called, name)
  let asked: Record<string, unknown> = {}
  try {
    asked = readArguments(name, parameters, withoutRepeated(given, connection))
    const input = connection === null ? asked : { ...asked, connection }
    const answer = await withProgress(called, tool.title, () => tool.run(context, input))
    if (isQuestion(answer))
      return asInputRequired(answer, await remember({ tool: name, what: answer.remember }, called))
    return toResult(tool, answer)
  } catch (thrown) {
    const error = toProblem(thrown, asked)
    context.record.errorCode = error.code
    const link = connectLink(error, context)
    if (link) return asInputRequired(link, await remember({ tool: name, what: null }, called))
    return toErrorResult(context, error)
  } finally {
    context.callLog.add(context.record, statusOf(context))
  }
}

/** The same content as text and as structure, both marked as untrusted. */
function toResult(
  { output, effect, openWorld }: Tool,
  { summary, structured }: ToolAnswer<Record<string, unknown>>,
): CallToolResult {
  // Cleaned once for text and structure, because a client may show a model either.
  const structuredContent = withoutMisleadingIn(output.parse({ summary, notice: UNTRUSTED, ...structured }))
  const { summary: said, notice: _notice, ...facts } = structuredContent
  const absent = effect === 'read' && openWorld ? absentLine(facts) : []
  const text = [said, UNTRUSTED, ...absent, ...factLines(facts)].join('\n')
  return { content: [{ type: 'text', text }], structuredContent }
}

/** Removes the argument `connection` if it is the same as in the URL. */
function withoutRepeated(given: unknown, connection: string | null): unknown {
  if (connection === null || !isObject(given)) return given
  const { connection: named, ...rest } = given
  return named === undefined || named === null || named === '' || named === connection ? rest : given
}

const shortened = new WeakMap<z.ZodObject, z.ZodObject>()

/** The input without the parameter `connection`, which is in the URL. */
function withoutConnection(input: z.ZodObject): z.ZodObject {
  if (!('connection' in input.shape)) return input
  const known = shortened.get(input) ?? input.omit({ connection: true })
  shortened.set(input, known)
  return known
}

/** If the client can open pages: the question that opens the page to connect the account. The same call continues afterwards. */
function connectLink(error: unknown, { client }: ToolContext): Question | undefined {
  if (!(error instanceof ProblemError) || !client.opensLinks || client.answer) return undefined
  const { connectUrl } = error.facts
  if (typeof connectUrl !== 'string') return undefined
  const { code, provider, facts } = error
  const { detail } = messageOf({ code, provider, facts: onOneLine(facts) })
  return { kind: 'link', message: detail, url: connectUrl, remember: null }
}

/** The status that the same request would get from the REST API; null if the client has disconnected. */
function statusOf({ record, signal }: ToolContext): number | null {
  if (signal.aborted) return null
  return record.errorCode === null ? 200 : ERROR_CATALOGUE[record.errorCode].status
}

function toProblem(thrown: unknown, asked: Readonly<Record<string, unknown>>): ProblemError {
  const { campaign: campaignId, contact, audience: audienceId } = asked
  const named = nameTheThing(thrown, { campaignId, contact, audienceId })
  return named instanceof ProblemError ? named : new ProblemError('internal_error', { cause: named })
}

/** Facts on one line each, since they may be text from the account. */
function onOneLine(facts: ProblemError['facts']): ProblemError['facts'] {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'string' ? withoutMisleading(fact).replaceAll(/\s+/g, ' ') : fact,
    ]),
  )
}

/** An error as a tool result: what happened and the next step, without private details. */
function toErrorResult({ log, record }: ToolContext, error: ProblemError): CallToolResult {
  const { code, provider } = error
  const { detail, nextStep } = messageOf({ code, provider, facts: onOneLine(error.facts) })
  const { operation: toolName, requestId } = record.started
  logRejection(log, error, { toolName, requestId })
  const { connectUrl } = error.facts
  const link = typeof connectUrl === 'string' && !nextStep.includes(connectUrl) ? ` ${connectUrl}` : ''
  return { isError: true, content: [{ type: 'text', text: `${detail} ${nextStep}${link} (${code})` }] }
}
