import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  AlertSettings,
  MetricsQuery,
  ServerDescription,
  UpdateAlertSettingsInput,
  UpdateWorkspaceInput,
  Workspace,
  WorkspaceMetrics,
} from '../wire.ts'

/** The workspace of the secret key. */
export function workspace({ get, patch }: Api) {
  return {
    /** Its name, branding and allowed return URLs. */
    get: (options?: RequestOptions) => get<Workspace>(path`/v1/workspace`, options),
    /** Changes what is given. */
    update: (input: UpdateWorkspaceInput, options?: RequestOptions) =>
      patch<Workspace>(path`/v1/workspace`, options, input),
    /** Calls and refreshes by hour, oldest first. Default: the last 24 hours. */
    getMetrics: (query: MetricsQuery = {}, options?: RequestOptions) =>
      get<WorkspaceMetrics>(path`/v1/workspace/metrics`, options, query),
    /** The settings of the server, and what needs the attention of its operator. */
    getServer: (options?: RequestOptions) => get<ServerDescription>(path`/v1/server`, options),
  }
}

/** Who is alerted when a connection is lost or about to be lost. */
export function alertSettings({ get, patch }: Api) {
  return {
    /** The roles that get emails, and the incoming webhook. */
    get: (options?: RequestOptions) => get<AlertSettings>(path`/v1/alert-settings`, options),
    /** Changes what is given. */
    update: (input: UpdateAlertSettingsInput, options?: RequestOptions) =>
      patch<AlertSettings>(path`/v1/alert-settings`, options, input),
  }
}
