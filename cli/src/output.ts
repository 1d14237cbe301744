import { LetterlockError, LetterlockUnreachableError, type Connection, type Source } from '@letterlock/sdk'
import { styleText } from 'node:util'

/** Something that the person can put right: what happened, and what to do next. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly next: string
  constructor(message: string, next: string) {
    super(message)
    this.next = next
  }
}

type Style = Parameters<typeof styleText>[0]

/** Colour only where a person looks at it; `NO_COLOR` is honoured. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}

export function print(text = ''): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

/** Rows in columns, each as wide as its widest cell. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  for (const [index, row] of rows.entries()) {
    const line = row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
    print(index === 0 ? paint('dim', line) : line)
  }
}

const MARKS = {
  connected: ['green', '✓'],
  expiring_soon: ['yellow', '!'],
  disconnected: ['red', '✗'],
} as const

/** How a connection is, in a few lines. */
export function printConnection(connection: Connection): void {
  const { account, provider, status, detail, action, permissions, credential } = connection
  const [colour, mark] = MARKS[status]
  print(`${paint(colour, mark)} ${paint('bold', account.name)} at ${provider}: ${status.replace('_', ' ')}`)
  print(`  ${detail}`)
  if (action) print(`  ${action}`)
  if (credential === 'oauth') print(`  token    ${expiryOf(connection)}`)
  if (connection.apiKey) print(`  API key  ${connection.apiKey.works ? 'stands by' : 'no longer works'}`)
  const allowed = `audiences ${permissions.audiences}, campaigns ${permissions.campaigns}, reports ${permissions.reports}`
  print(`  allowed  ${allowed}, send ${permissions.send ? 'yes' : 'no'}`)
  print(`  id       ${connection.id}`)
}

function expiryOf({ expiresAt, nextRefreshAt }: Connection): string {
  if (expiresAt === null) return 'does not expire'
  return `until ${inWords(expiresAt)}${nextRefreshAt ? `, renewed from ${inWords(nextRefreshAt)}` : ''}`
}

export function inWords(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}

/** “Tuesday, 1 December 2026 at 09:00 GMT+01:00 (Europe/Rome)”, in this machine's zone and in another. */
export function dateInWords(iso: string, otherZone: string | null): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const words = (timeZone: string): string =>
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'longOffset',
    }).format(new Date(iso)) + ` (${timeZone})`
  return [...new Set([own, otherZone ?? own])].map(words).join(', that is ')
}

/** Where an answer comes from. */
export function printSource({ provider, account, credential, fallbackReason }: Source): void {
  const used =
    credential === 'oauth' ? 'OAuth token' : `API key${fallbackReason ? ', since the token fails' : ''}`
  print(paint('dim', `\n${harmless(account)} at ${provider}, by ${used}`))
}

/** What people have typed, without the control characters that a terminal would take for commands. */
export function harmless(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}

/** Says what went wrong on the error stream, and ends with 1. */
export function fail(error: unknown, json: boolean): never {
  const { message, next, code } = explain(error)
  if (json) process.stderr.write(`${JSON.stringify({ error: { code, message, next } })}\n`)
  else {
    const cross = styleText('red', '✗', { stream: process.stderr })
    process.stderr.write(`${cross} ${message}\n${next ? `  ${next}\n` : ''}`)
  }
  process.exit(1)
}

function explain(error: unknown): { message: string; next: string | null; code: string } {
  if (error instanceof LetterlockError) return { message: error.message, next: error.next, code: error.code }
  if (error instanceof LetterlockUnreachableError)
    return {
      message: error.message,
      next: 'Start it with “letterlock start”, or name it with --url.',
      code: 'unreachable',
    }
  if (error instanceof CliError) return { message: error.message, next: error.next, code: 'cli' }
  return { message: error instanceof Error ? error.message : String(error), next: null, code: 'unknown' }
}
