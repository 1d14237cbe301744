/* What became of a connection that was cut or deleted. */

/** Whether the tokens were revoked at the provider: `unsupported` where it has no endpoint for that, or there were none. */
export type ProviderRevocation = 'revoked' | 'failed' | 'unsupported'

/** What happened to each credential when a connection was cut. */
export interface DisconnectResult {
  connectionId: string
  deletedCredentials: ('oauth' | 'api_key')[]
  providerRevocation: ProviderRevocation
  /** What calls use from now on: an API key that stands in, or nothing. */
  activeCredential: 'api_key' | null
  /** A sentence for people. */
  detail: string
  /** Where the person finishes what could not be done for them; null when nothing remains. */
  authorizedAppsUrl: string | null
}

/** What became of a connection that was deleted. */
export interface DeletedConnection {
  id: string
  deleted: true
  deletedCredentials: ('oauth' | 'api_key')[]
  providerRevocation: ProviderRevocation
  /** A sentence for people. */
  detail: string
  /** Where the person finishes what could not be done for them; null when nothing remains. */
  authorizedAppsUrl: string | null
}
