import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { asSchema } from '@ai-sdk/provider-utils'
import { createMCPClient } from '@ai-sdk/mcp'
import { GoogleGenAI } from '@google/genai'
import { mcpToFunctionTool } from '@openai/agents-core'
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'

/* Prints what other people's converters make of the tools in a file: by converter, by tool, the schema of its arguments. */

const tools = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const byName = (pairs) => Object.fromEntries(pairs)

/** OpenAI's agents, in strict mode. */
const server = { name: 'letterlock', callTool: () => [] }
const openai = byName(tools.map((tool) => [tool.name, mcpToFunctionTool(tool, server, true).parameters]))

/** What is sent to Gemini, taken from the request that a client makes to an address of ours. */
async function sentToGemini(ask) {
  let body
  const listener = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    body = JSON.parse(Buffer.concat(chunks).toString())
    response.setHeader('content-type', 'application/json')
    response.end(
      '{"candidates":[{"content":{"parts":[{"text":"yes"}],"role":"model"},"finishReason":"STOP"}]}',
    )
  })
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve))
  try {
    await ask(`http://127.0.0.1:${listener.address().port}`)
  } finally {
    listener.close()
  }
  const declared = body.tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations)
  return byName(
    declared.map(({ name, parameters, parametersJsonSchema }) => [name, parameters ?? parametersJsonSchema]),
  )
}

const google = await sentToGemini(async (baseUrl) => {
  const ai = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl } })
  const functionDeclarations = tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    parameters: inputSchema,
  }))
  await ai.models.generateContent({
    model: 'gemini-2.5-flash',
    contents: 'hi',
    config: { tools: [{ functionDeclarations }] },
  })
})

/** The AI SDK reads the tools from a server, and hands them to a provider. */
const transport = {
  start: async () => undefined,
  close: async () => undefined,
  async send({ id, method }) {
    const results = {
      initialize: {
        protocolVersion: '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: 'letterlock', version: '1' },
      },
      'tools/list': { tools },
    }
    if (id !== undefined) this.onmessage({ jsonrpc: '2.0', id, result: results[method] ?? {} })
  },
}
const client = await createMCPClient({ transport })
const read = await client.tools()
const schemas = await Promise.all(
  Object.entries(read).map(async ([name, { inputSchema }]) => [name, await asSchema(inputSchema).jsonSchema]),
)
const aiSdk = byName(schemas)
const aiSdkToGemini = await sentToGemini(async (baseURL) => {
  const model = createGoogleGenerativeAI({ apiKey: 'none', baseURL })('gemini-2.5-flash')
  await model.doGenerate({
    prompt: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
    tools: schemas.map(([name, inputSchema]) => ({ type: 'function', name, inputSchema })),
  })
})
await client.close()

process.stdout.write(JSON.stringify({ openai, google, aiSdk, aiSdkToGemini }))
process.exit(0)
