/* What became of a connection that was cut or deleted. */

/** What happened to each credential when a connection was cut. */
export interface DisconnectResult {
  connection: string
  deletedCredentials: ('oauth' | 'api_key')[]
  revokedAtProvider: boolean
  /** What calls use from now on: an API key that stands in, or nothing. */
  credential: 'api_key' | null
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
  revokedAtProvider: boolean
  /** A sentence for people. */
  detail: string
  /** Where the person finishes what could not be done for them; null when nothing remains. */
  authorizedAppsUrl: string | null
}
