import type { ConnectionPermissions } from '../connections/connection.ts'
import { memberAt } from '../kernel/member-at.ts'

/** The permissions that a column holds as JSON. What is not a permission permits nothing. */
export function readPermissions(json: string): ConnectionPermissions {
  const stored: unknown = JSON.parse(json)
  const level = (area: string): ConnectionPermissions['audiences'] => {
    const value = memberAt(stored, area)
    return value === 'read' || value === 'write' ? value : 'none'
  }
  return {
    audiences: level('audiences'),
    campaigns: level('campaigns'),
    reports: level('reports'),
    send: memberAt(stored, 'send') === true,
  }
}
