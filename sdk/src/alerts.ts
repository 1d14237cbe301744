/** Who is told when a connection is lost, or will be. */
export interface AlertSettings {
  /** Members of these roles get an email, unless they have turned it off. */
  emailRoles: ('owner' | 'admin' | 'member')[]
  /** The host of the incoming webhook; its URL is a credential, and is not shown again. null: none. */
  webhookHost: string | null
}

export interface UpdateAlertSettingsInput {
  emailRoles?: ('owner' | 'admin' | 'member')[] | undefined
  /** An incoming webhook of Slack, Teams or anything else that takes `{"text"}`. null removes it. */
  webhookUrl?: string | null | undefined
}

/** What the signed-in user gets from the active workspace. */
export interface MyAlerts {
  receivesEmail: boolean
}
