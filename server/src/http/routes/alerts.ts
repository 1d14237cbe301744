import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { updateAlertSettings, webhookHostOf } from '../../alerts/update-alert-settings.ts'
import type { AlertSettings } from '../../alerts/alert.ts'
import { principalOf, requireUser } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { alertSettings, myAlerts, updateAlertSettingsInput, updateMyAlertsInput } from '../schemas/alert.ts'

/** The settings of alerts. */
export function alertRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Alerts']
  const { alerts } = context.store
  const { delivers: deliversEmail } = context.mailer
  const describe = (workspaceId: string, settings: AlertSettings): Wire.AlertSettings => ({
    emailRoles: [...settings.emailRoles],
    webhookHost: webhookHostOf(context, workspaceId, settings),
    deliversEmail,
  })

  return async (server) => {
    server.get(
      '/v1/alert-settings',
      {
        config: { scope: 'workspace:write' },
        schema: {
          tags,
          operationId: 'getAlertSettings',
          summary: 'Get who is alerted when a connection is lost',
          response: { 200: alertSettings },
        },
      },
      async (request) => {
        const { workspaceId } = principalOf(request)
        return describe(workspaceId, await alerts.settings(workspaceId))
      },
    )

    server.patch(
      '/v1/alert-settings',
      {
        config: { scope: 'workspace:write', problems: ['webhook_url_not_allowed'] },
        schema: {
          tags,
          operationId: 'updateAlertSettings',
          summary: 'Update who is alerted when a connection is lost',
          body: updateAlertSettingsInput,
          response: { 200: alertSettings },
        },
      },
      async (request) => {
        const { workspaceId } = principalOf(request)
        return describe(workspaceId, await updateAlertSettings(context, workspaceId, request.body))
      },
    )

    server.get(
      '/v1/me/alerts',
      {
        config: { scope: null, principals: 'users' },
        schema: {
          tags,
          operationId: 'getMyAlerts',
          summary: 'Get whether the signed-in user receives alerts by email',
          response: { 200: myAlerts },
        },
      },
      async (request) => {
        const { userId, workspaceId } = requireUser(request)
        return { receivesEmail: await alerts.receivesEmail(workspaceId, userId), deliversEmail }
      },
    )

    server.put(
      '/v1/me/alerts',
      {
        config: { scope: null, principals: 'users' },
        schema: {
          tags,
          operationId: 'updateMyAlerts',
          summary: 'Turn alerts by email on or off for the signed-in user',
          body: updateMyAlertsInput,
          response: { 200: myAlerts },
        },
      },
      async (request) => {
        const { userId, workspaceId } = requireUser(request)
        await alerts.setReceivesEmail(workspaceId, userId, request.body.receivesEmail)
        return { receivesEmail: await alerts.receivesEmail(workspaceId, userId), deliversEmail }
      },
    )
  }
}
