import { ResourceTemplate, type McpServer, type ServerContext } from '@modelcontextprotocol/server'
import { connectionsStatus } from './tools/list-connections.ts'
import { getCampaignReport } from './tools/get-campaign-report.ts'
import { isQuestion } from './elicit.ts'
import { UNTRUSTED, type Tool, type ToolContext } from './tool.ts'

const JSON_TYPE = 'application/json'

/** What can be attached to a conversation: how the connections are, and a campaign's report. */
export function registerResources(
  server: McpServer,
  contextOf: (called: ServerContext) => ToolContext,
): void {
  const answer = async (uri: URL, tool: Tool, input: object, called: ServerContext) => {
    const found = await tool.run(contextOf(called), input)
    const value = isQuestion(found) ? null : { notice: UNTRUSTED, ...found.structured }
    return { contents: [{ uri: uri.href, mimeType: JSON_TYPE, text: JSON.stringify(value, null, 2) }] }
  }
  server.registerResource(
    'connections',
    'letterlock://connections',
    {
      title: 'Connected accounts',
      description: 'Which accounts are connected, and how they are',
      mimeType: JSON_TYPE,
    },
    async (uri, called) => answer(uri, connectionsStatus, {}, called),
  )
  server.registerResource(
    'report',
    new ResourceTemplate('letterlock://connections/{connection}/campaigns/{campaign}/report', {
      list: undefined,
    }),
    { title: 'Report of a campaign', description: 'How a sent campaign went', mimeType: JSON_TYPE },
    async (uri, { connection, campaign }, called) => {
      const input = { connection: String(connection), campaign: String(campaign) }
      return answer(uri, getCampaignReport, input, called)
    },
  )
}
