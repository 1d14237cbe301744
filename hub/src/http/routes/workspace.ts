import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { changeWorkspace, workspaceOf } from '../../core/workspace.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { workspace, workspaceChange } from '../schemas.ts'

export function workspaceRoutes({ ports }: Context): FastifyPluginAsyncZod {
  const tags = ['workspace']
  return async (server) => {
    server.get(
      '/v1/workspace',
      {
        config: { right: null },
        schema: { tags, summary: 'Read the workspace', response: { 200: workspace } },
      },
      async (request) => {
        const { id, name, returnUrls } = await workspaceOf(ports, callerOf(request))
        return { id, name, returnUrls: [...returnUrls] }
      },
    )

    server.patch(
      '/v1/workspace',
      {
        config: { right: 'workspace.write' },
        schema: {
          tags,
          summary: 'Change the name, or where connect sessions may return to',
          body: workspaceChange,
          response: { 200: workspace },
        },
      },
      async (request) => {
        const { id, name, returnUrls } = await changeWorkspace(ports, callerOf(request), request.body)
        return { id, name, returnUrls: [...returnUrls] }
      },
    )
  }
}
