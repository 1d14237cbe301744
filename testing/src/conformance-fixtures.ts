import {
  acceptedContent,
  fromJsonSchema,
  inputRequired,
  inputResponse,
  ResourceTemplate,
  type CallToolResult,
  type ClientCapabilities,
  type InputRequiredResult,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'

/* The fixtures that the official conformance suite requires, served beside the server's own tools. */

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const WAV = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA=='

type Content = CallToolResult['content']
type Answer = CallToolResult | InputRequiredResult
type Run = (called: ServerContext) => Answer | Promise<Answer>

const text = (said: string): CallToolResult => ({ content: [{ type: 'text', text: said }] })
const image = { type: 'image', data: PNG, mimeType: 'image/png' } as const
const capabilitiesIn = ({ mcpReq }: ServerContext): ClientCapabilities =>
  ((mcpReq.envelope ?? {}) as Record<string, unknown>)[
    'io.modelcontextprotocol/clientCapabilities'
  ] as ClientCapabilities

export interface StateCodec {
  mint(payload: unknown, called: ServerContext): Promise<string>
}

/** Static content. */
const CONTENTS: Readonly<Record<string, Content>> = {
  test_simple_text: [{ type: 'text', text: 'This is a simple text response for testing.' }],
  test_image_content: [image],
  test_audio_content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }],
  test_embedded_resource: [
    {
      type: 'resource',
      resource: {
        uri: 'test://embedded-resource',
        mimeType: 'text/plain',
        text: 'This is an embedded resource content.',
      },
    },
  ],
  test_multiple_content_types: [
    { type: 'text', text: 'Multiple content types test:' },
    image,
    {
      type: 'resource',
      resource: {
        uri: 'test://mixed-content-resource',
        mimeType: 'application/json',
        text: '{"test":"data","value":123}',
      },
    },
  ],
}

const ask = (message: string, properties: Record<string, object>, required = Object.keys(properties)) =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties, required } as never,
  })
const NAME = { name: { type: 'string' } }
const sampled = (question: string, maxTokens: number) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: question } }],
    maxTokens,
  })

/** Tools that keep their state with the client between two steps. */
function rememberingTools(remember: StateCodec): Readonly<Record<string, Run>> {
  const confirm = async (called: ServerContext, what: string): Promise<Answer> => {
    if (called.mcpReq.requestState() !== undefined) return text(`${what} state-ok`)
    return inputRequired({
      inputRequests: { confirm: ask('Please confirm', { ok: { type: 'boolean' } }) },
      requestState: await remember.mint({ what }, called),
    })
  }
  return {
    test_input_required_result_request_state: (called) => confirm(called, 'request'),
    test_input_required_result_tampered_state: (called) => confirm(called, 'tampered'),
    async test_input_required_result_multiple_inputs(called) {
      if (called.mcpReq.requestState() !== undefined)
        return text(Object.keys(called.mcpReq.inputResponses ?? {}).join(', '))
      return inputRequired({
        inputRequests: {
          user_name: ask('What is your name?', NAME),
          greeting: sampled('Generate a greeting', 50),
          client_roots: inputRequired.listRoots(),
        },
        requestState: await remember.mint({ many: true }, called),
      })
    },
    async test_input_required_result_multi_round(called) {
      const { round } = called.mcpReq.requestState<{ round: number }>() ?? { round: 0 }
      if (round === 2) return text('Thank you for name and color')
      const question =
        round === 0
          ? { step1: ask('Step 1: What is your name?', NAME) }
          : { step2: ask('Step 2: What is your favorite color?', { color: { type: 'string' } }) }
      const requestState = await remember.mint({ round: round + 1 }, called)
      return inputRequired({ inputRequests: question, requestState })
    },
  }
}

/** Tools with several steps, in which the client is asked. */
function askingTools(remember: StateCodec): Readonly<Record<string, Run>> {
  return {
    test_input_required_result_elicitation({ mcpReq }) {
      const given = acceptedContent(mcpReq.inputResponses, 'user_name', z.object({ name: z.string() }))
      if (given) return text(`Hello, ${given.name}!`)
      return inputRequired({ inputRequests: { user_name: ask('What is your name?', NAME) } })
    },
    test_input_required_result_sampling({ mcpReq }) {
      const given = inputResponse(mcpReq.inputResponses, 'capital_question')
      if (given.kind === 'sampling') return text(JSON.stringify(given.result.content))
      const question = sampled('What is the capital of France?', 100)
      return inputRequired({ inputRequests: { capital_question: question } })
    },
    test_input_required_result_list_roots({ mcpReq }) {
      const given = inputResponse(mcpReq.inputResponses, 'client_roots')
      if (given.kind === 'roots') return text(given.roots.map(({ uri }) => uri).join(', '))
      return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } })
    },
    ...rememberingTools(remember),
    test_input_required_result_capabilities(called) {
      const { elicitation, sampling } = capabilitiesIn(called)
      return inputRequired({
        inputRequests: {
          ...(elicitation && { name: ask('What is your name?', NAME) }),
          ...(sampling && { greeting: sampled('Generate a greeting', 50) }),
        },
        requestState: 'nothing',
      })
    },
    // Only some clients can sample; the protocol rejects the others.
    test_missing_capability: () => inputRequired({ inputRequests: { greeting: sampled('Hello', 50) } }),
    test_streaming_elicitation: () =>
      inputRequired({ inputRequests: { user_name: ask('What is your name?', NAME) } }),
  }
}

const WITH_DEFAULTS = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
}
const titled = (value: string, titles: readonly string[]) =>
  titles.map((title, index) => ({ const: `${value}${index + 1}`, title }))
const ENUMS = {
  untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
  titledSingle: { type: 'string', oneOf: titled('value', ['First Option', 'Second Option', 'Third Option']) },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
  titledMulti: {
    type: 'array',
    items: { anyOf: titled('value', ['First Choice', 'Second Choice', 'Third Choice']) },
  },
}

/** In the older revision: the server asks the client during a call. */
async function elicit(
  { mcpReq }: ServerContext,
  message: string,
  properties: object,
): Promise<CallToolResult> {
  const requestedSchema = { type: 'object', properties } as never
  const { action, content } = await mcpReq.elicitInput({ message, requestedSchema })
  return text(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`)
}

export function conformanceFixtures(server: McpServer, remember: StateCodec): void {
  server.server.registerCapabilities({
    logging: {},
    completions: {},
    resources: { subscribe: true },
  })
  const tool = (name: string, run: Run): void =>
    void server.registerTool(name, { description: 'For the conformance suite' }, run)
  for (const [name, content] of Object.entries(CONTENTS)) tool(name, () => ({ content }))
  for (const [name, run] of Object.entries(askingTools(remember))) tool(name, run)
  tool('test_error_handling', () => ({
    ...text('This tool intentionally returns an error for testing'),
    isError: true,
  }))
  tool('test_tool_with_logging', async ({ mcpReq }) => {
    for (const line of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await mcpReq.log('info', line)
    }
    return text('Logged')
  })
  tool('test_logging_tool', async ({ mcpReq }) => {
    await mcpReq.log('info', 'Only for those who have asked for it')
    return text('Logged')
  })
  tool('test_tool_with_progress', async ({ mcpReq }) => {
    const { _meta: meta } = mcpReq
    const progressToken = meta?.progressToken
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined)
        await mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken, progress, total: 100 },
        })
    }
    return text('Done')
  })
  tool('test_elicitation_sep1034_defaults', (called) => elicit(called, 'Please check', WITH_DEFAULTS))
  tool('test_elicitation_sep1330_enums', (called) => elicit(called, 'Please choose', ENUMS))
  registerOlderTools(server)
  registerSchemas(server)
  registerContent(server)
  registerPrompts(server)
}

/** Of the older revision. */
function registerOlderTools(server: McpServer): void {
  server.registerTool(
    'test_sampling',
    { description: 'For the conformance suite', inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, { mcpReq }) => {
      const { content } = await mcpReq.requestSampling({
        messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
        maxTokens: 100,
      })
      const [first] = [content].flat()
      return text(`LLM response: ${first?.type === 'text' ? first.text : ''}`)
    },
  )
  server.registerTool(
    'test_elicitation',
    { description: 'For the conformance suite', inputSchema: z.object({ message: z.string() }) },
    async ({ message }, called) => {
      const properties = {
        username: { type: 'string', description: "User's response" },
        email: { type: 'string', description: "User's email address" },
      }
      return elicit(called, message, properties)
    },
  )
}

/** Tools whose input schemas use what JSON Schema and the protocol allow. */
function registerSchemas(server: McpServer): void {
  server.registerTool(
    'json_schema_2020_12_tool',
    {
      description: 'Tool with JSON Schema 2020-12 features',
      inputSchema: fromJsonSchema({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        $defs: {
          address: { $anchor: 'addressDef', type: 'object', properties: { street: { type: 'string' } } },
        },
        properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
        allOf: [{ anyOf: [{ required: ['name'] }, { required: ['address'] }] }],
        ...(JSON.parse('{"if":{},"then":{},"else":{}}') as object),
        additionalProperties: false,
      }),
    },
    () => text('ok'),
  )
  server.registerTool(
    'test_custom_headers',
    {
      description: 'For the conformance suite',
      inputSchema: fromJsonSchema<{ region?: string }>({
        type: 'object',
        properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
      } as never),
    },
    ({ region = 'none' }) => text(region),
  )
}

function registerContent(server: McpServer): void {
  const description = 'For the conformance suite'
  const subscribed = new Set<string>()
  server.registerResource(
    'static-text',
    'test://static-text',
    { description, mimeType: 'text/plain' },
    (uri) => ({
      contents: [
        { uri: uri.href, mimeType: 'text/plain', text: 'This is the content of the static text resource.' },
      ],
    }),
  )
  server.registerResource(
    'static-binary',
    'test://static-binary',
    { description, mimeType: 'image/png' },
    (uri) => ({
      contents: [{ uri: uri.href, mimeType: 'image/png', blob: PNG }],
    }),
  )
  server.registerResource(
    'watched',
    'test://watched-resource',
    { description, mimeType: 'text/plain' },
    (uri) => ({
      contents: [{ uri: uri.href, mimeType: 'text/plain', text: 'Watched' }],
    }),
  )
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { description, mimeType: 'application/json' },
    (uri, { id }) => ({
      contents: [
        {
          uri: uri.href,
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }),
        },
      ],
    }),
  )
  server.server.setRequestHandler('resources/subscribe', ({ params }) => {
    subscribed.add(params.uri)
    return {}
  })
  server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    subscribed.delete(params.uri)
    return {}
  })
  server.server.setRequestHandler('completion/complete', () => ({
    completion: { values: ['paris', 'park', 'party'], total: 150, hasMore: false },
  }))
}

function registerPrompts(server: McpServer): void {
  const description = 'For the conformance suite'
  const user = (said: string) => ({ role: 'user', content: { type: 'text', text: said } }) as const
  server.registerPrompt('test_simple_prompt', { description }, () => ({
    messages: [user('This is a simple prompt for testing.')],
  }))
  const two = z.object({
    arg1: z.string().describe('First test argument'),
    arg2: z.string().describe('Second test argument'),
  })
  server.registerPrompt('test_prompt_with_arguments', { description, argsSchema: two }, ({ arg1, arg2 }) => ({
    messages: [user(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  }))
  const withUri = z.object({ resourceUri: z.string().describe('URI of the resource to embed') })
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description, argsSchema: withUri },
    ({ resourceUri: uri }) => ({
      messages: [
        {
          role: 'user',
          content: {
            type: 'resource',
            resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
          },
        },
        user('Please process the embedded resource above.'),
      ],
    }),
  )
  server.registerPrompt('test_prompt_with_image', { description }, () => ({
    messages: [{ role: 'user', content: image }, user('Please analyze the image above.')],
  }))
  server.registerPrompt('test_input_required_result_prompt', { description }, ({ mcpReq }) => {
    const given = acceptedContent(mcpReq.inputResponses, 'user_context', z.object({ context: z.string() }))
    if (given) return { messages: [user(`With the context: ${given.context}`)] }
    const question = ask('What context should the prompt use?', { context: { type: 'string' } })
    return inputRequired({ inputRequests: { user_context: question } })
  })
}
