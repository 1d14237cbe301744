import type { Connection, Letterlock } from '@letterlock/sdk'
import { Command, Option } from 'commander'
import { chosenConnection, connectionNames } from '../choose-connection.ts'
import { connectByApiKey } from '../connect/connect-by-api-key.ts'
import { connectByBrowser } from '../connect/connect-by-browser.ts'
import { connectByDevice } from '../connect/connect-by-device.ts'
import { note, paint, print, printable, printJson } from '../output.ts'
import { ownCommand } from '../own-command.ts'
import { canAsk } from '../prompt.ts'
import { serverOf } from '../server-access.ts'

interface Options {
  readonly endUser: string
  readonly browser: boolean
  readonly allowSend?: boolean
  readonly reconnect?: string
  readonly device?: boolean
  readonly apiKey?: boolean
}

export function connectCommand(): Command {
  return new Command('connect')
    .description('connect an account: open the browser, wait, show the result')
    .argument('<provider>', 'the provider')
    .option('--end-user <id>', 'your own ID of the end user; “me” stands for yourself', 'me')
    .option('--allow-send', 'let the end user also allow sending campaigns')
    .option('--reconnect <connection>', 'reconnect this connection, by ID or name')
    .option('--no-browser', 'only print the link')
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
    .action(async (provider: string, options: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const connection = await connect(server, provider, options, command)
      if (json) return printJson(connection)
      const name = paint('bold', printable(connection.account.name))
      print(`${paint('green', '✓')} Connected: ${name} at ${provider}`)
      print(`  ${connection.detail}`)
      const shortName = (await connectionNames(server)).get(connection.id) ?? connection.id
      print(`  Name  ${shortName}`)
      print(`  ID    ${connection.id}`)
      const known = (await server.providers.list()).items.find(({ id }) => id === provider)
      if (known) note(`\nTry: ${ownCommand(`proxy ${shortName} ${known.exampleApiPath}`)}`)
    })
}

async function connect(
  server: Letterlock,
  provider: string,
  { endUser, allowSend = false, browser, apiKey, device, reconnect }: Options,
  command: Command,
): Promise<Connection> {
  const target = { provider, endUserId: endUser, allowSend }
  if (apiKey) return connectByApiKey(server, target, command)
  if (device) return connectByDevice(server, target)
  const connectionId = reconnect === undefined ? undefined : (await chosenConnection(command, reconnect)).id
  return connectByBrowser(server, { ...target, connectionId, opensBrowser: browser, canAsk: canAsk(command) })
}
