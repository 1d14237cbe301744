import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { ERROR_CATALOGUE, ProblemError, messageOf } from '../kernel/errors.ts'
import { listConnectionsTool } from './tools/list-connections.ts'
import { getAudienceTool } from './tools/get-audience.ts'
import { getCampaignReportsTool } from './tools/get-campaign-reports.ts'
import { APP_VIEWS } from './app-views/app-views.ts'
import { appPage } from './app-views/app-page.ts'
import { APP_VIEW_TYPE } from './app-views/app-view.ts'
import { withoutMisleadingIn } from '../kernel/foreign-text.ts'
import { HOUR } from '../kernel/time.ts'
import { isQuestion } from './elicit.ts'
import { CONNECTIONS_URI } from './watch-connections.ts'
import { UNTRUSTED, type Tool, type ToolContext } from './tool.ts'

const JSON_TYPE = 'application/json'

/** Registers resources that a user can attach to a conversation, such as the connections or the report of a campaign. */
export function registerResources(
  server: McpServer,
  contextOf: (called: ServerContext) => ToolContext,
): void {
  const answer = async (uri: URL, tool: Tool, input: object, called: ServerContext) => {
    const found = await tool.run(contextOf(called), input).catch((error: unknown) => {
      throw error instanceof ProblemError ? toProtocolError(error, uri) : error
    })
    const value = isQuestion(found) ? null : { notice: UNTRUSTED, ...found.structured }
    return {
      contents: [
        { uri: uri.href, mimeType: JSON_TYPE, text: JSON.stringify(withoutMisleadingIn(value), null, 2) },
      ],
    }
  }
  server.registerResource(
    'connections',
    CONNECTIONS_URI,
    {
      title: 'Connections',
      description: 'The connections and their status',
      mimeType: JSON_TYPE,
    },
    async (uri, called) => answer(uri, listConnectionsTool, {}, called),
  )
  registerAppViews(server)
  server.registerResource(
    'audience',
    new ResourceTemplate('letterlock://connections/{connection}/audiences/{audience}', { list: undefined }),
    {
      title: 'Audience',
      description: 'Number of contacts, growth and fields of an audience',
      mimeType: JSON_TYPE,
    },
    async (uri, { connection, audience }, called) => {
      const input = { connection: String(connection), audience: String(audience) }
      return answer(uri, getAudienceTool, input, called)
    },
  )
  server.registerResource(
    'campaign_report',
    new ResourceTemplate('letterlock://connections/{connection}/campaigns/{campaign}/report', {
      list: undefined,
    }),
    {
      title: 'Campaign report',
      description: 'Recipients, opens, clicks, bounces and unsubscribes of a sent campaign',
      mimeType: JSON_TYPE,
    },
    async (uri, { connection, campaign }, called) => {
      const input = { connection: String(connection), campaigns: [String(campaign)] }
      return answer(uri, getCampaignReportsTool, input, called)
    },
  )
}

function registerAppViews(server: McpServer): void {
  for (const { name, uri, title, script } of APP_VIEWS)
    server.registerResource(
      name,
      uri,
      // A view contains no data, and is the same for everyone.
      { title, mimeType: APP_VIEW_TYPE, cacheHint: { ttlMs: HOUR, cacheScope: 'public' } },
      () => ({
        contents: [
          {
            uri,
            mimeType: APP_VIEW_TYPE,
            text: appPage(title, script),
            _meta: { ui: { csp: {}, prefersBorder: true } },
          },
        ],
      }),
    )
}

/** Resources cannot return errors as results, so the sentence and the next step are in the protocol's error. */
function toProtocolError(error: ProblemError, { href }: URL): ProtocolError {
  const { detail, nextStep } = messageOf(error)
  const { status } = ERROR_CATALOGUE[error.code]
  const message = `${detail} ${nextStep} (${error.code})`
  if (status === 404) return new ResourceNotFoundError(href, message)
  return new ProtocolError(
    status < 500 ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError,
    message,
  )
}
