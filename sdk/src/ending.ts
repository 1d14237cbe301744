/* Results of disconnecting and deleting a connection. */

/** Whether the tokens were revoked at the provider. `unsupported`: it has no endpoint for that, or there were none. */
export type ProviderRevocation = 'revoked' | 'failed' | 'unsupported'

/** The result of disconnecting. */
export interface DisconnectResult {
  connectionId: string
  deletedCredentials: ('oauth' | 'api_key')[]
  providerRevocation: ProviderRevocation
  /** The credential in use from now on: the API key fallback, or none. */
  activeCredential: 'api_key' | null
  /** A sentence for people. */
  detail: string
  /** The provider's page where the user completes what Letterlock could not do; null if nothing remains. */
  authorizedAppsUrl: string | null
}

/** The result of deleting a connection. */
export interface DeletedConnection {
  id: string
  deleted: true
  deletedCredentials: ('oauth' | 'api_key')[]
  providerRevocation: ProviderRevocation
  /** A sentence for people. */
  detail: string
  /** The provider's page where the user completes what Letterlock could not do; null if nothing remains. */
  authorizedAppsUrl: string | null
}
