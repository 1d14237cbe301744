import { Command } from 'commander'
import { addGlobalOptions, visibleGlobalOptions } from './global-options.ts'
import { usageError } from './usage-error.ts'
import { ownVersion } from './version.ts'

/** In the order of the help. Each is loaded on demand: loading all takes longer than most commands. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  sandbox: async () => (await import('./commands/sandbox.ts')).sandboxCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  connect: async () => (await import('./commands/connect.ts')).connectCommand(),
  connections: async () => (await import('./commands/connections.ts')).connectionsCommand(),
  'oauth-apps': async () => (await import('./commands/oauth-apps.ts')).oauthAppsCommand(),
  proxy: async () => (await import('./commands/proxy.ts')).proxyCommand(),
  'send-requests': async () => (await import('./commands/send-requests.ts')).sendRequestsCommand(),
  calls: async () => (await import('./commands/calls.ts')).callsCommand(),
  events: async () => (await import('./commands/events.ts')).eventsCommand(),
  account: async () => (await import('./commands/account.ts')).accountCommand(),
  audiences: async () => (await import('./commands/audiences.ts')).audiencesCommand(),
  contacts: async () => (await import('./commands/contacts.ts')).contactsCommand(),
  segments: async () => (await import('./commands/segments.ts')).segmentsCommand(),
  jobs: async () => (await import('./commands/jobs.ts')).jobsCommand(),
  campaigns: async () => (await import('./commands/campaigns.ts')).campaignsCommand(),
  automations: async () => (await import('./commands/automations.ts')).automationsCommand(),
  templates: async () => (await import('./commands/templates.ts')).templatesCommand(),
  'webhook-endpoints': async () =>
    (await import('./commands/webhook-endpoints.ts')).webhookEndpointsCommand(),
  'webhook-deliveries': async () =>
    (await import('./commands/webhook-deliveries.ts')).webhookDeliveriesCommand(),
  'end-users': async () => (await import('./commands/end-users.ts')).endUsersCommand(),
  'secret-keys': async () => (await import('./commands/secret-keys.ts')).secretKeysCommand(),
  members: async () => (await import('./commands/members.ts')).membersCommand(),
  invitations: async () => (await import('./commands/invitations.ts')).invitationsCommand(),
  config: async () => (await import('./commands/config.ts')).configCommand(),
  'encryption-keys': async () => (await import('./commands/encryption-keys.ts')).encryptionKeysCommand(),
  backup: async () => (await import('./commands/database.ts')).backupCommand(),
  restore: async () => (await import('./commands/database.ts')).restoreCommand(),
  'move-database': async () => (await import('./commands/database.ts')).moveDatabaseCommand(),
  login: async () => (await import('./commands/login.ts')).loginCommand(),
  logout: async () => (await import('./commands/logout.ts')).logoutCommand(),
  mcp: async () => (await import('./commands/mcp.ts')).mcpCommand(),
  completion: async () => (await import('./commands/completion.ts')).completionCommand(),
}

/** It prints all of them. */
const COMPLETION = 'completion'

/**
 * The program with the command that the arguments name; with all commands if they name none, as for the help.
 * @param args without the names of Node and the program
 */
export async function createProgram([first = '']: readonly string[] = []): Promise<Command> {
  const named = first === COMPLETION || !Object.hasOwn(COMMANDS, first) ? undefined : COMMANDS[first]
  const program = addGlobalOptions(new Command('letterlock'))
    .description('Connect email marketing accounts through OAuth 2 and keep the connections working.')
    .version(ownVersion(), '-V, --version', 'show the version')
    .addHelpText('after', EXIT_CODES)
  const needed = named ? [named] : Object.values(COMMANDS)
  for (const command of await Promise.all(needed.map((load) => load()))) program.addCommand(command)
  for (const command of withSubcommands(program)) configure(command)
  return program
}

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a check found a problem, 4 authentication required,
5 the provider answered with an error, 130 interrupted.`

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

/** Errors are thrown, so that we choose the message and the exit code. Unrequested help goes to standard error. */
function configure(command: Command): void {
  command
    .exitOverride((error) => {
      throw error.exitCode === 0 || error.code === 'commander.help' ? error : usageError(error, command)
    })
    .configureOutput({ outputError: () => undefined })
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, visibleGlobalOptions })
}
