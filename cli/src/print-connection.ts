import type { Connection, Source } from '@letterlock/sdk'
import { formatTime } from './format-time.ts'
import { paint, print, printJson } from './output.ts'
import { isCuredByReconnecting, reconnectCommand } from './reconnect-command.ts'

const MARKS = {
  connected: ['green', '✓'],
  expiring_soon: ['yellow', '!'],
  disconnected: ['red', '✗'],
} as const

interface NamesOf {
  /** The name that the user gave. Suggested commands use it. */
  readonly calledAs?: string
  readonly shortName?: string | undefined
}

/** The status of a connection in a few lines, or the API's own JSON. */
export function printConnection(
  connection: Connection,
  json: boolean,
  { calledAs = connection.id, shortName }: NamesOf = {},
): void {
  if (json) return printJson(connection)
  const { account, provider, status, detail, nextStep, permissions, activeCredential, apiKey, id } =
    connection
  const [color, mark] = MARKS[status]
  const name = paint('bold', account.name)
  print(`${paint(color, mark)} ${name} (${provider}): ${status.replace('_', ' ')}`)
  print(`  ${detail}`)
  if (nextStep) print(`  ${nextStep}`)
  if (isCuredByReconnecting(connection)) print(`  ${paint('cyan', reconnectCommand(calledAs))}`)
  if (activeCredential === 'oauth') print(`  access token  ${expiryOf(connection)}`)
  if (apiKey) print(`  API key       ${apiKey.valid ? 'ready as fallback' : 'not working'}`)
  const labels = Object.entries(connection.labels).map(([label, value]) => `${label}:${value}`)
  if (labels.length > 0) print(`  labels        ${labels.join(', ')}`)
  const { audiences, campaigns, reports, send } = permissions
  const allowed = `audiences ${audiences}, campaigns ${campaigns}, reports ${reports}, send ${send ? 'yes' : 'no'}`
  print(`  permissions   ${allowed}`)
  if (shortName !== undefined) print(`  name          ${shortName}`)
  print(`  ID            ${id}`)
}

function expiryOf({ accessTokenExpiresAt, nextRefreshAt }: Connection): string {
  if (accessTokenExpiresAt === null) return 'does not expire'
  return `expires ${formatTime(accessTokenExpiresAt)}${nextRefreshAt ? `, refreshed from ${formatTime(nextRefreshAt)}` : ''}`
}

/** The account and the credential of a result. */
export function printSource({ provider, accountName, credential, fallbackReason }: Source): void {
  const used = credential === 'oauth' ? 'OAuth token' : `API key${fallbackReason ? ' as fallback' : ''}`
  print()
  print(paint('dim', `${accountName} (${provider}), by ${used}`))
}
