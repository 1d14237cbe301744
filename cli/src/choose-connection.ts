import type { Connection, Letterlock } from '@letterlock/sdk'
import { createConnectionNames } from '@letterlock/server/connection-names.ts'
import type { Command } from 'commander'
import { CliError, EXIT } from './cli-error.ts'
import type { GlobalOptions } from './global-options.ts'
import { ownCommand } from './own-command.ts'
import { serverOf, type ServerAccess } from './server-access.ts'

const PAGE = 100
const MAX_NAMES = 20

export interface ChosenConnection extends ServerAccess {
  readonly id: string
  /** The ID or name that the user gave. */
  readonly calledAs: string
  readonly account: ReturnType<Letterlock['account']>
}

/** The connection that `--connection` or an argument names, by ID or name; without either, the only one. @throws CliError */
export async function chosenConnection(command: Command, argument?: string): Promise<ChosenConnection> {
  const access = serverOf(command)
  const { connection: option } = command.optsWithGlobals<GlobalOptions>()
  if (argument !== undefined && option !== undefined && argument !== option)
    throw new CliError(
      `Two connections are named, “${argument}” and “${option}”.`,
      'Leave --connection out.',
      EXIT.usage,
    )
  const named = argument ?? option
  const only = named === undefined ? await onlyConnection(access.server) : undefined
  const id = only?.id ?? (await findConnection(access.server, named ?? ''))
  const calledAs = named ?? only?.name ?? id
  chosen.set(command, calledAs)
  return { ...access, id, calledAs, account: access.server.account(id) }
}

/** The ID of the connection that `--connection` names, for a list of what belongs to it; undefined without it. @throws CliError */
export async function connectionFilter(command: Command): Promise<string | undefined> {
  const { connection } = command.optsWithGlobals<GlobalOptions>()
  return connection === undefined ? undefined : findConnection(serverOf(command).server, connection)
}

/** The chosen connection, which later errors name. */
const chosen = new WeakMap<Command, string>()

/** The ID or name of the connection that a command has chosen; undefined if it has chosen none. */
export function connectionOf(command: Command): string | undefined {
  return chosen.get(command)
}

interface NamedConnection {
  readonly id: string
  /** Such as `adas-bakery-PROVIDER`; the same as MCP tools use. */
  readonly name: string
  readonly accountName: string
}

async function* namedConnections(server: Letterlock): AsyncGenerator<NamedConnection> {
  const nameOf = createConnectionNames()
  for await (const { id, account, provider } of server.connections.list({ limit: PAGE }))
    yield { id, name: nameOf(account.name, provider), accountName: account.name }
}

/**
 * The names of these connections, by ID. A name depends on the connections before it in the list, which is read no further than to the last of
 * these.
 */
export async function connectionNames(
  server: Letterlock,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  const missing = new Set(ids)
  for await (const { id, name } of namedConnections(server)) {
    if (missing.delete(id)) names.set(id, name)
    if (missing.size === 0) break
  }
  return names
}

/** The names of the first connections of the list, by ID. */
export function firstNames(
  connections: readonly Pick<Connection, 'id' | 'account' | 'provider'>[],
): ReadonlyMap<string, string> {
  const nameOf = createConnectionNames()
  return new Map(connections.map(({ id, account, provider }) => [id, nameOf(account.name, provider)]))
}

async function onlyConnection(server: Letterlock): Promise<NamedConnection> {
  const found: NamedConnection[] = []
  for await (const connection of namedConnections(server)) {
    found.push(connection)
    if (found.length > MAX_NAMES) break
  }
  const [only, ...others] = found
  if (!only) throw new CliError('No account is connected.', await firstConnectCommand(server))
  if (others.length > 0)
    throw new CliError(
      'Several connections match.',
      `Choose one with --connection: ${namesOf(found)}`,
      EXIT.usage,
    )
  return only
}

/** By ID or name. @throws CliError */
export async function findConnection(server: Letterlock, named: string): Promise<string> {
  if (named.startsWith('conn_')) return named
  const known: NamedConnection[] = []
  const sameAccountName: NamedConnection[] = []
  for await (const connection of namedConnections(server)) {
    if (connection.name === named) return connection.id
    if (connection.accountName.toLowerCase() === named.toLowerCase()) sameAccountName.push(connection)
    if (known.length <= MAX_NAMES) known.push(connection)
  }
  const [only, ...others] = sameAccountName
  if (only && others.length === 0) return only.id
  if (only)
    throw new CliError('Several connections match.', `Choose one: ${namesOf(sameAccountName)}`, EXIT.usage)
  const nextStep = known.length === 0 ? await firstConnectCommand(server) : `Choose one of: ${namesOf(known)}`
  throw new CliError(`There is no connection “${named}”.`, nextStep)
}

function namesOf(connections: readonly NamedConnection[]): string {
  const names = connections.slice(0, MAX_NAMES).map(({ name }) => name)
  return `${names.join(', ')}${connections.length > MAX_NAMES ? ', …' : ''}`
}

/** “Run: npx letterlock connect …”, for the first provider of the server. */
export async function firstConnectCommand(server: Letterlock): Promise<string> {
  const [first] = (await server.providers.list()).items
  return `Run: ${ownCommand(`connect ${first?.id ?? '<provider>'}`)}`
}
