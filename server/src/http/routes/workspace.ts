import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { changeWorkspace, workspaceOf } from '../../workspaces/update-workspace.ts'
import type { Workspace } from '../../workspaces/workspace.ts'
import { principalOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { workspace, workspaceChange } from '../schemas.ts'

export function workspaceRoutes({ ports }: Context): FastifyPluginAsyncZod {
  const tags = ['workspace']
  return async (server) => {
    server.get(
      '/v1/workspace',
      {
        config: { scope: null },
        schema: { tags, summary: 'Get the workspace', response: { 200: workspace } },
      },
      async (request) => {
        return describe(await workspaceOf(ports, principalOf(request)))
      },
    )

    server.patch(
      '/v1/workspace',
      {
        config: { scope: 'workspace:write' },
        schema: {
          tags,
          summary: 'Update name, branding or allowed return URLs',
          body: workspaceChange,
          response: { 200: workspace },
        },
      },
      async (request) => {
        return describe(await changeWorkspace(ports, principalOf(request), request.body))
      },
    )
  }
}

function describe({ allowedReturnUrls, ...workspace }: Workspace): Wire.Workspace {
  return { ...workspace, allowedReturnUrls: [...allowedReturnUrls] }
}
