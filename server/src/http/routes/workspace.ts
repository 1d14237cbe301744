import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { MAX_LIST_BODY_BYTES } from '../../kernel/limits.ts'
import { updateWorkspace, workspaceOf } from '../../workspaces/update-workspace.ts'
import type { Workspace } from '../../workspaces/workspace.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { updateWorkspaceInput, workspace } from '../schemas/workspace.ts'

export function workspaceRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Workspace']
  return async (server) => {
    server.get(
      '/v1/workspace',
      {
        config: { scope: null },
        schema: {
          tags,
          operationId: 'getWorkspace',
          summary: 'Get the workspace',
          response: { 200: workspace },
        },
      },
      async (request) => {
        return describe(await workspaceOf(context, principalOf(request)))
      },
    )

    server.patch(
      '/v1/workspace',
      {
        bodyLimit: MAX_LIST_BODY_BYTES,
        config: { scope: 'workspace:write' },
        schema: {
          tags,
          operationId: 'updateWorkspace',
          summary: 'Update the workspace',
          body: updateWorkspaceInput,
          response: { 200: workspace },
        },
      },
      async (request) => {
        const { branding, ...change } = request.body
        return describe(await updateWorkspace(context, principalOf(request), { ...change, ...branding }))
      },
    )
  }
}

function describe({ id, name, allowedReturnUrls, color, logo }: Workspace): Wire.Workspace {
  return { id, name, allowedReturnUrls: [...allowedReturnUrls], branding: { color, logo } }
}
