import { Letterlock, type ConnectedAccount } from '@letterlock/sdk'
import { createDashboard } from '@letterlock/sdk/dashboard.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeApi } from '../sdk-types.ts'

/*
 * Every operation of the API's description has a method of the SDK, whose name is the operation's verb. The dashboard's own SDK has those
 * that need a signed-in user.
 */

interface Operation {
  readonly operationId: string
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
}

/** Parameters of a path are called by their names, so that the path of a request shows its template. */
const METHODS: Readonly<Record<string, (api: Letterlock, account: ConnectedAccount) => Promise<unknown>>> = {
  listProviders: (api) => api.providers.list(),
  listOAuthApps: (api) => api.oauthApps.list(),
  createOAuthApp: (api) => api.oauthApps.create({ provider: 'p', clientId: 'c', clientSecret: 's' }),
  deleteOAuthApp: (api) => api.oauthApps.delete('oauthAppId'),
  addClientSecret: (api) => api.oauthApps.addClientSecret('oauthAppId', { clientSecret: 's' }),
  removeClientSecret: (api) => api.oauthApps.removeClientSecret('oauthAppId', 'clientSecretId'),
  createConnectSession: (api) => api.connectSessions.create({ endUserId: 'u', returnUrl: 'r' }),
  getConnectSession: (api) => api.connectSessions.get('connectSessionId'),
  confirmConnectSession: (api) =>
    api.connectSessions.confirm('connectSessionId', { confirmationToken: 't', endUserId: 'u' }),
  createDeviceAuthorization: (api) => api.deviceAuthorizations.create({ provider: 'p', endUserId: 'u' }),
  pollDeviceAuthorization: (api) => api.deviceAuthorizations.poll({ deviceCode: 'c' }),
  listConnections: (api) => api.connections.list(),
  getConnection: (api) => api.connections.get('connectionId'),
  createConnection: (api) =>
    api.connections.create({
      provider: 'p',
      endUserId: 'u',
      credentials: { type: 'api_key', apiKey: 'k' },
    }),
  updateConnection: (api) => api.connections.update('connectionId', {}),
  deleteConnection: (api) => api.connections.delete('connectionId'),
  getAccessToken: (api) => api.connections.getAccessToken('connectionId'),
  checkConnection: (api) => api.connections.check('connectionId'),
  refreshConnection: (api) => api.connections.refresh('connectionId'),
  setApiKey: (api) => api.connections.setApiKey('connectionId', { apiKey: 'k' }),
  removeApiKey: (api) => api.connections.removeApiKey('connectionId'),
  disconnectConnection: (api) => api.connections.disconnect('connectionId'),
  proxyGet: (api) => api.proxy.get('connectionId', 'path'),
  proxyHead: (api) => api.proxy.head('connectionId', 'path'),
  proxyPost: (api) => api.proxy.post('connectionId', 'path'),
  proxyPut: (api) => api.proxy.put('connectionId', 'path'),
  proxyPatch: (api) => api.proxy.patch('connectionId', 'path'),
  proxyDelete: (api) => api.proxy.delete('connectionId', 'path'),
  listSendRequests: (api) => api.sendRequests.list(),
  getSendRequest: (api) => api.sendRequests.get('sendRequestId'),
  exportEndUser: (api) => api.endUsers.export('endUserId'),
  eraseEndUser: (api) => api.endUsers.erase('endUserId'),
  declineSendRequest: (api) => api.sendRequests.decline('sendRequestId'),
  approveSendRequest: (api) => api.sendRequests.approve('sendRequestId', { approvalText: 't' }),
  listSecretKeys: (api) => api.secretKeys.list(),
  createSecretKey: (api) => api.secretKeys.create({ name: 'n', scopes: [] }),
  revokeSecretKey: (api) => api.secretKeys.revoke('secretKeyId'),
  listEvents: (api) => api.events.list(),
  exportConnections: (api) => api.connections.export({ format: 'csv' }),
  exportEvents: (api) => api.events.export({ format: 'csv' }),
  streamEvents: (api) => api.events.stream().next(),
  listCalls: (api) => api.calls.list(),
  getCall: (api) => api.calls.get('callId'),
  getConnectionMetrics: (api) => api.connections.getMetrics('connectionId'),
  getWorkspaceMetrics: (api) => api.workspace.getMetrics(),
  countConnections: (api) => api.connections.count(),
  countConnectionLabels: (api) => api.connections.countLabels(),
  listWebhookEndpoints: (api) => api.webhookEndpoints.list(),
  getWebhookEndpoint: (api) => api.webhookEndpoints.get('webhookEndpointId'),
  createWebhookEndpoint: (api) => api.webhookEndpoints.create({ url: 'u', eventTypes: [] }),
  updateWebhookEndpoint: (api) => api.webhookEndpoints.update('webhookEndpointId', {}),
  deleteWebhookEndpoint: (api) => api.webhookEndpoints.delete('webhookEndpointId'),
  rotateWebhookSecret: (api) => api.webhookEndpoints.rotateSecret('webhookEndpointId'),
  testWebhookEndpoint: (api) => api.webhookEndpoints.test('webhookEndpointId'),
  listWebhookDeliveries: (api) => api.webhookDeliveries.list('webhookEndpointId'),
  getWebhookDelivery: (api) => api.webhookDeliveries.get('webhookEndpointId', 'deliveryId'),
  redeliverWebhook: (api) => api.webhookDeliveries.redeliver('webhookEndpointId', 'deliveryId'),
  redeliverWebhooks: (api) => api.webhookDeliveries.redeliverSpan('webhookEndpointId', { since: 's' }),
  getAlertSettings: (api) => api.alertSettings.get(),
  updateAlertSettings: (api) => api.alertSettings.update({}),
  getWorkspace: (api) => api.workspace.get(),
  getServer: (api) => api.workspace.getServer(),
  updateWorkspace: (api) => api.workspace.update({}),
  listMembers: (api) => api.members.list(),
  updateMember: (api) => api.members.update('userId', { role: 'admin' }),
  removeMember: (api) => api.members.remove('userId'),
  listInvitations: (api) => api.invitations.list(),
  createInvitation: (api) => api.invitations.create({ email: 'e', role: 'admin' }),
  revokeInvitation: (api) => api.invitations.revoke('invitationId'),
  getAccount: (_api, account) => account.get(),
  listAudiences: (_api, account) => account.audiences.list(),
  getAudience: (_api, account) => account.audiences.get('audienceId'),
  listSegments: (_api, account) => account.segments.list({ audienceId: 'audienceId' }),
  listContacts: (_api, account) => account.contacts.list(),
  getContact: (_api, account) => account.contacts.get('contact'),
  listContactActivity: (_api, account) => account.contacts.listActivity('contact'),
  importContacts: (_api, account) => account.contacts.import({ audienceId: 'a', contacts: [] }),
  createContactImport: (_api, account) => account.contacts.createImport({ audienceId: 'a', contacts: [] }),
  exportContact: (api) => api.addresses.export({ email: 'e' }),
  eraseContact: (api) => api.addresses.erase({ email: 'e' }),
  moveAudience: (api) =>
    api.audienceMoves.create({
      from: { connectionId: 'c', audienceId: 'a' },
      to: { connectionId: 'd', audienceId: 'b' },
    }),
  listJobs: (api) => api.jobs.list(),
  getJob: (api) => api.jobs.get('jobId'),
  listJobRows: (api) => api.jobs.listRows('jobId'),
  cancelJob: (api) => api.jobs.cancel('jobId'),
  getAccountFacts: (_api, account) => account.getFacts(),
  getAccountAverages: (_api, account) => account.getAverages(),
  getAudienceGrowth: (_api, account) => account.audiences.getGrowth('audienceId'),
  listAutomations: (_api, account) => account.automations.list(),
  pauseAutomation: (_api, account) => account.automations.pause('automationId'),
  listCampaignVariants: (_api, account) => account.campaigns.listVariants('campaignId'),
  listCampaignLinks: (_api, account) => account.campaigns.listLinks('campaignId'),
  resendCampaign: (_api, account) => account.campaigns.resend('campaignId'),
  getTemplateContent: (_api, account) => account.templates.getContent('templateId'),
  countSegment: (_api, account) => account.segments.count('audienceId', { conditions: [] }),
  createSegment: (_api, account) => account.segments.create('audienceId', { name: 'n', conditions: [] }),
  updateSegment: (_api, account) =>
    account.segments.update({ audienceId: 'audienceId', segmentId: 'segmentId' }, {}),
  deleteSegment: (_api, account) =>
    account.segments.delete({ audienceId: 'audienceId', segmentId: 'segmentId' }),
  listSegmentContacts: (_api, account) =>
    account.segments.listContacts({ audienceId: 'audienceId', segmentId: 'segmentId' }),
  findContact: (api) => api.addresses.find('email'),
  getContactEngagement: (_api, account) => account.contacts.getEngagement('contact'),
  tagContacts: (_api, account) => account.contacts.tag({ contacts: [], add: [] }),
  changeContactAddress: (_api, account) => account.contacts.changeAddress('contact', { email: 'e' }),
  archiveContact: (_api, account) => account.contacts.archive('contact'),
  deleteContact: (_api, account) => account.contacts.delete('contact'),
  copyCampaign: (_api, account) => account.campaigns.copy('campaignId'),
  listCampaignRecipients: (_api, account) => account.campaigns.listRecipients('campaignId'),
  upsertContact: (_api, account) =>
    account.contacts.upsert({ email: 'e', audienceId: 'a', status: 'pending', fields: {} }),
  updateContactTags: (_api, account) => account.contacts.updateTags('contact', { add: [] }),
  unsubscribeContact: (_api, account) => account.contacts.unsubscribe('contact'),
  listCampaigns: (_api, account) => account.campaigns.list(),
  getCampaign: (_api, account) => account.campaigns.get('campaignId'),
  createCampaign: (_api, account) =>
    account.campaigns.create({ name: 'n', subject: 's', audienceId: 'a', html: 'h' }),
  updateCampaign: (_api, account) => account.campaigns.update('campaignId', {}),
  getCampaignContent: (_api, account) => account.campaigns.getContent('campaignId'),
  checkCampaign: (_api, account) => account.campaigns.check('campaignId'),
  getCampaignReport: (_api, account) => account.campaigns.getReport('campaignId'),
  sendTestEmail: (_api, account) => account.campaigns.sendTestEmail('campaignId', { to: [] }),
  createSendRequest: (_api, account) => account.campaigns.createSendRequest('campaignId'),
  unscheduleCampaign: (_api, account) => account.campaigns.unschedule('campaignId'),
  listTemplates: (_api, account) => account.templates.list(),
}

async function readOperations() {
  const { paths } = (await describeApi()) as { paths: Record<string, Record<string, Operation>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      ...operation,
    })),
  )
}

const isForApplications = ({ security = [] }: Operation): boolean =>
  security.some((way) => 'secretKey' in way)

test('every operation of the dashboard alone has a method with its name', async () => {
  const methods = Object.keys(createDashboard({ url: 'http://letterlock' }))
  const missing = (await readOperations())
    .filter((operation) => !isForApplications(operation))
    .map(({ operationId }) => operationId)
    .filter((id) => !methods.includes(id))
  assert.deepEqual(missing, [])
})

test('every operation for applications has a method of the SDK, which sends what the description says', async () => {
  const forApplications = (await readOperations()).filter(isForApplications)
  assert.ok(forApplications.length > 70)
  assert.deepEqual(
    forApplications.map(({ operationId }) => operationId).filter((id) => !(id in METHODS)),
    [],
    'operations without a method',
  )
  assert.deepEqual(
    Object.keys(METHODS).filter((id) => !forApplications.some(({ operationId }) => operationId === id)),
    [],
    'methods without an operation',
  )

  let sent: [method: string, path: string, hasKey: boolean] | undefined
  const letterlock = new Letterlock({
    url: 'http://letterlock',
    secretKey: 'llk_x',
    fetch: async (input, { method = '', headers } = {}) => {
      assert.ok(typeof input === 'string')
      sent = [method, new URL(input).pathname, new Headers(headers).has('idempotency-key')]
      return Response.json({ items: [], nextCursor: null }, { headers: { 'letterlock-credential': 'oauth' } })
    },
  })
  for (const { operationId, method, path, parameters = [] } of forApplications) {
    await METHODS[operationId]?.(letterlock, letterlock.account('connectionId'))
    const honoursKey = parameters.some(
      ({ in: place, name }) => place === 'header' && name === 'Idempotency-Key',
    )
    assert.deepEqual(sent, [method, path.replace(/\{(\w+)\}/g, '$1'), honoursKey], operationId)
  }
})
