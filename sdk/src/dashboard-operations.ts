import type { Api } from './api.ts'
import { calls } from './resources/calls.ts'
import { connectSessions } from './resources/connect-sessions.ts'
import { connections } from './resources/connections.ts'
import { events } from './resources/events.ts'
import { invitations, members } from './resources/members.ts'
import { oauthApps } from './resources/oauth-apps.ts'
import { providers } from './resources/providers.ts'
import { secretKeys } from './resources/secret-keys.ts'
import { sendRequests } from './resources/send-requests.ts'
import { webhookDeliveries } from './resources/webhook-deliveries.ts'
import { webhookEndpoints } from './resources/webhook-endpoints.ts'
import { alertSettings, workspace } from './resources/workspace.ts'
import type { RequestOptions } from './options.ts'
import type { ConnectedAccount } from './resources/account.ts'
import type { Role } from './wire.ts'

/** React Query calls mutations with another argument after the input, which is dropped. */
const withoutOptions =
  <Input, Result>(method: (input: Input, options?: RequestOptions) => Result) =>
  (input: Input): Result =>
    method(input)

/** Operations of the public API that the dashboard uses. */
export function dashboardOperations(api: Api) {
  const resources = {
    apps: oauthApps(api),
    alerts: alertSettings(api),
    connections: connections(api),
    deliveries: webhookDeliveries(api),
    endpoints: webhookEndpoints(api),
    invitations: invitations(api),
    keys: secretKeys(api),
    members: members(api),
    sendRequests: sendRequests(api),
    sessions: connectSessions(api),
    workspace: workspace(api),
  }
  return {
    listProviders: () => providers(api).list(),

    listOAuthApps: resources.apps.list,
    createOAuthApp: withoutOptions(resources.apps.create),
    addClientSecret: (id: string, clientSecret: string) =>
      resources.apps.addClientSecret(id, { clientSecret }),
    removeClientSecret: resources.apps.removeClientSecret,

    createConnectSession: withoutOptions(resources.sessions.create),
    getConnectSession: resources.sessions.get,
    confirmConnectSession: resources.sessions.confirm,

    listConnections: resources.connections.list,
    countConnections: resources.connections.count,
    countConnectionLabels: () => resources.connections.countLabels(),
    getConnection: resources.connections.get,
    updateConnection: resources.connections.update,
    deleteConnection: resources.connections.delete,
    checkConnection: resources.connections.check,
    refreshConnection: resources.connections.refresh,
    setApiKey: (id: string, apiKey: string) => resources.connections.setApiKey(id, { apiKey }),
    removeApiKey: resources.connections.removeApiKey,
    disconnectConnection: resources.connections.disconnect,

    /** The data of an account at its provider. Loaded on first use. */
    async account(connectionId: string): Promise<ConnectedAccount> {
      const { account } = await import('./resources/account.ts')
      return account(api, connectionId)
    },

    listSecretKeys: () => resources.keys.list(),
    createSecretKey: withoutOptions(resources.keys.create),
    revokeSecretKey: resources.keys.revoke,

    listEvents: events(api).list,

    listCalls: calls(api).list,
    getCall: calls(api).get,
    getConnectionMetrics: resources.connections.getMetrics,

    listWebhookEndpoints: resources.endpoints.list,
    getWebhookEndpoint: resources.endpoints.get,
    createWebhookEndpoint: withoutOptions(resources.endpoints.create),
    updateWebhookEndpoint: resources.endpoints.update,
    deleteWebhookEndpoint: resources.endpoints.delete,
    rotateWebhookSecret: (id: string) => resources.endpoints.rotateSecret(id),
    testWebhookEndpoint: resources.endpoints.test,
    listWebhookDeliveries: resources.deliveries.list,
    getWebhookDelivery: resources.deliveries.get,
    redeliverWebhook: resources.deliveries.redeliver,
    redeliverWebhooks: resources.deliveries.redeliverSpan,
    getAlertSettings: () => resources.alerts.get(),
    updateAlertSettings: withoutOptions(resources.alerts.update),

    getWorkspace: () => resources.workspace.get(),
    getWorkspaceMetrics: resources.workspace.getMetrics,
    updateWorkspace: withoutOptions(resources.workspace.update),

    listMembers: () => resources.members.list(),
    updateMember: (id: string, role: Role) => resources.members.update(id, { role }),
    removeMember: resources.members.remove,
    listInvitations: () => resources.invitations.list(),
    createInvitation: withoutOptions(resources.invitations.create),
    revokeInvitation: resources.invitations.revoke,

    listSendRequests: resources.sendRequests.list,
    getSendRequest: resources.sendRequests.get,
    approveSendRequest: resources.sendRequests.approve,
    declineSendRequest: resources.sendRequests.decline,
  }
}
