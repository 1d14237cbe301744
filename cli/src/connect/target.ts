import type { ConnectionPermissions } from '@letterlock/sdk'

/** What is connected, and for which end user. */
export interface ConnectTarget {
  readonly provider: string
  readonly endUserId: string
  /** Sending is left out of the default permissions. */
  readonly allowSend: boolean
  readonly labels: Readonly<Record<string, string>>
}

const PERMISSIONS_WITH_SEND: ConnectionPermissions = {
  audiences: 'write',
  campaigns: 'write',
  reports: 'read',
  send: true,
}

export function permissionsOf({ allowSend }: ConnectTarget): { permissions?: ConnectionPermissions } {
  return allowSend ? { permissions: PERMISSIONS_WITH_SEND } : {}
}

export function labelsOf({ labels }: ConnectTarget): { labels?: Record<string, string> } {
  return Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }
}
