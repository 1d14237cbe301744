import {
  fromJsonSchema,
  type CallToolResult,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import { askingTools, type StateCodec } from './conformance-asking-tools.ts'
import { registerContent, registerPrompts } from './conformance-content.ts'
import { image, text, WAV, type Run } from './conformance-values.ts'

/* The fixtures that the official conformance suite requires, served beside the server's own tools. */

type Content = CallToolResult['content']

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
