import { createApi, type Api } from './api.ts'
import { readOptions, type LetterlockOptions } from './options.ts'
import { account, type ConnectedAccount } from './resources/account.ts'
import { addresses } from './resources/addresses.ts'
import { audienceMoves } from './resources/audience-moves.ts'
import { calls } from './resources/calls.ts'
import { connectSessions } from './resources/connect-sessions.ts'
import { connections } from './resources/connections.ts'
import { deviceAuthorizations } from './resources/device-authorizations.ts'
import { endUsers } from './resources/end-users.ts'
import { events } from './resources/events.ts'
import { jobs } from './resources/jobs.ts'
import { invitations, members } from './resources/members.ts'
import { oauthApps } from './resources/oauth-apps.ts'
import { providers } from './resources/providers.ts'
import { proxy } from './resources/proxy.ts'
import { secretKeys } from './resources/secret-keys.ts'
import { sendRequests } from './resources/send-requests.ts'
import { webhookDeliveries } from './resources/webhook-deliveries.ts'
import { webhookEndpoints } from './resources/webhook-endpoints.ts'
import { alertSettings, workspace } from './resources/workspace.ts'
import { createTransport } from './transport.ts'

/**
 * The API of a Letterlock server: a property per resource, a method per operation.
 *
 * Every method takes {@link RequestOptions} last. It throws {@link LetterlockApiError} if the server responds with an error, {@link
 * LetterlockNetworkError} or {@link LetterlockTimeoutError} if there is no response, and TypeError for an empty ID. Reads, and requests
 * with an `Idempotency-Key`, are retried.
 */
export class Letterlock {
  readonly #api: Api
  readonly addresses: ReturnType<typeof addresses>
  readonly alertSettings: ReturnType<typeof alertSettings>
  readonly audienceMoves: ReturnType<typeof audienceMoves>
  readonly calls: ReturnType<typeof calls>
  readonly connectSessions: ReturnType<typeof connectSessions>
  readonly connections: ReturnType<typeof connections>
  readonly deviceAuthorizations: ReturnType<typeof deviceAuthorizations>
  readonly endUsers: ReturnType<typeof endUsers>
  readonly events: ReturnType<typeof events>
  readonly invitations: ReturnType<typeof invitations>
  readonly jobs: ReturnType<typeof jobs>
  readonly members: ReturnType<typeof members>
  readonly oauthApps: ReturnType<typeof oauthApps>
  readonly providers: ReturnType<typeof providers>
  readonly proxy: ReturnType<typeof proxy>
  readonly secretKeys: ReturnType<typeof secretKeys>
  readonly sendRequests: ReturnType<typeof sendRequests>
  readonly webhookDeliveries: ReturnType<typeof webhookDeliveries>
  readonly webhookEndpoints: ReturnType<typeof webhookEndpoints>
  readonly workspace: ReturnType<typeof workspace>

  /** @throws TypeError for a missing or invalid option */
  constructor(options: LetterlockOptions = {}) {
    const api = createApi(createTransport(readOptions(options)))
    this.#api = api
    this.addresses = addresses(api)
    this.alertSettings = alertSettings(api)
    this.audienceMoves = audienceMoves(api)
    this.calls = calls(api)
    this.connectSessions = connectSessions(api)
    this.connections = connections(api)
    this.deviceAuthorizations = deviceAuthorizations(api)
    this.endUsers = endUsers(api)
    this.events = events(api)
    this.invitations = invitations(api)
    this.jobs = jobs(api)
    this.members = members(api)
    this.oauthApps = oauthApps(api)
    this.providers = providers(api)
    this.proxy = proxy(api)
    this.secretKeys = secretKeys(api)
    this.sendRequests = sendRequests(api)
    this.webhookDeliveries = webhookDeliveries(api)
    this.webhookEndpoints = webhookEndpoints(api)
    this.workspace = workspace(api)
  }

  /** The content of one connected account: audiences, contacts, campaigns, reports. */
  account(connectionId: string): ConnectedAccount {
    return account(this.#api, connectionId)
  }
}
