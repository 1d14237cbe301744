import type { Connection, Letterlock } from '@letterlock/sdk'
import { Command, Option } from 'commander'
import { chosenConnection, connectionNames } from '../choose-connection.ts'
import { collect } from '../collect.ts'
import { CliError, EXIT } from '../cli-error.ts'
import { connectByApiKey } from '../connect/connect-by-api-key.ts'
import { connectByBrowser } from '../connect/connect-by-browser.ts'
import { connectByDevice } from '../connect/connect-by-device.ts'
import { note, paint, print, printJson } from '../output.ts'
import { ownCommand } from '../own-command.ts'
import { canAsk } from '../prompt.ts'
import { readLabel } from '../read-label.ts'
import { reconnectCommand } from '../reconnect-command.ts'
import { serverOf } from '../server-access.ts'

interface Options {
  readonly endUser: string
  readonly browser: boolean
  readonly allowSend?: boolean
  readonly label: readonly (readonly [name: string, value: string])[]
  readonly reconnect?: string
  readonly device?: boolean
  readonly apiKey?: boolean
}

export function connectCommand(): Command {
  return new Command('connect')
    .description('connect an account: open the browser, wait, show the result')
    .argument('[provider]', 'the provider; may be left out with --reconnect')
    .option('--end-user <id>', 'your own ID of the end user; “me” stands for yourself', 'me')
    .option('--allow-send', 'also ask the end user to allow sending campaigns')
    .option('--label <name:value>', 'a label of the connection; may be repeated', collect(readLabel), [])
    .option('--reconnect <connection>', 'reconnect this connection, by ID or name, for its end user')
    .option('--no-browser', 'only print the link, which must be opened on this machine')
    .addOption(
      new Option(
        '--device',
        'with a code to enter on another device, where the provider supports it',
      ).conflicts(['apiKey', 'reconnect']),
    )
    .addOption(
      new Option('--api-key', 'with an API key, which is asked for or read from a pipe').conflicts(
        'reconnect',
      ),
    )
    .action(async (named: string | undefined, options: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const connection =
        options.reconnect === undefined
          ? await connect(server, named ?? (await noProvider(server)), options, command)
          : await reconnect(server, named, options.reconnect, command)
      if (json) return printJson(connection)
      const { provider } = connection
      const name = paint('bold', connection.account.name)
      print(`${paint('green', '✓')} Connected: ${name} (${provider})`)
      print(`  ${connection.detail}`)
      const shortName = (await connectionNames(server, [connection.id])).get(connection.id) ?? connection.id
      print(`  Name  ${shortName}`)
      print(`  ID    ${connection.id}`)
      const known = (await server.providers.list()).items.find(({ id }) => id === provider)
      if (!known) return
      note()
      note(`Try: ${ownCommand(`proxy ${shortName} ${known.exampleApiPath}`)}`)
    })
}

async function connect(
  server: Letterlock,
  provider: string,
  { endUser, allowSend = false, label, browser, apiKey, device }: Options,
  command: Command,
): Promise<Connection> {
  const target = { provider, endUserId: endUser, allowSend, labels: Object.fromEntries(label) }
  if (apiKey) return connectByApiKey(server, target, command)
  if (device) return connectByDevice(server, target)
  const opening = { connectionId: undefined, opensBrowser: browser, canAsk: canAsk(command) }
  return connectByBrowser(server, { ...target, ...opening })
}

async function reconnect(
  server: Letterlock,
  provider: string | undefined,
  named: string,
  command: Command,
): Promise<Connection> {
  const { endUser, allowSend = false, label, browser } = command.opts<Options>()
  const known = await server.connections.get((await chosenConnection(command, named)).id)
  if (provider !== undefined && provider !== known.provider)
    throw new CliError(
      `This connection is to ${known.provider}, not ${provider}.`,
      `Run: ${reconnectCommand(named)}`,
      EXIT.usage,
    )
  return connectByBrowser(server, {
    provider: known.provider,
    endUserId: command.getOptionValueSource('endUser') === 'default' ? known.endUserId : endUser,
    allowSend,
    labels: Object.fromEntries(label),
    connectionId: known.id,
    opensBrowser: browser,
    canAsk: canAsk(command),
  })
}

/** @throws CliError */
async function noProvider(server: Letterlock): Promise<never> {
  const names = (await server.providers.list()).items.map(({ id }) => id).join(', ')
  throw new CliError('Which provider?', `Name one of: ${names}`, EXIT.usage)
}
