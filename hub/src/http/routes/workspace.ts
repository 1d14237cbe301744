import type * as Wire from '@letterlock/client/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { changeWorkspace, workspaceOf } from '../../core/workspace.ts'
import type { Workspace } from '../../core/connection.ts'
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
        return describe(await workspaceOf(ports, callerOf(request)))
      },
    )

    server.patch(
      '/v1/workspace',
      {
        config: { right: 'workspace.write' },
        schema: {
          tags,
          summary: 'Change its name, its look, or where connect sessions may return to',
          body: workspaceChange,
          response: { 200: workspace },
        },
      },
      async (request) => {
        return describe(await changeWorkspace(ports, callerOf(request), request.body))
      },
    )
  }
}

function describe({ returnUrls, ...workspace }: Workspace): Wire.Workspace {
  return { ...workspace, returnUrls: [...returnUrls] }
}
