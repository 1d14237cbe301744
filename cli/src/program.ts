import { Command } from 'commander'
import { accountCommand } from './commands/account.ts'
import { audiencesCommand } from './commands/audiences.ts'
import { callsCommand } from './commands/calls.ts'
import { sendRequestsCommand } from './commands/send-requests.ts'
import { automationsCommand } from './commands/automations.ts'
import { campaignsCommand } from './commands/campaigns.ts'
import { completionCommand } from './commands/completion.ts'
import { configCommand } from './commands/config.ts'
import { connectCommand } from './commands/connect.ts'
import { connectionsCommand } from './commands/connections.ts'
import { contactsCommand } from './commands/contacts.ts'
import { endUsersCommand } from './commands/end-users.ts'
import { encryptionKeysCommand } from './commands/encryption-keys.ts'
import { backupCommand, moveDatabaseCommand, restoreCommand } from './commands/database.ts'
import { doctorCommand } from './commands/doctor.ts'
import { jobsCommand } from './commands/jobs.ts'
import { loginCommand } from './commands/login.ts'
import { logoutCommand } from './commands/logout.ts'
import { mcpCommand } from './commands/mcp.ts'
import { eventsCommand } from './commands/events.ts'
import { invitationsCommand } from './commands/invitations.ts'
import { membersCommand } from './commands/members.ts'
import { oauthAppsCommand } from './commands/oauth-apps.ts'
import { secretKeysCommand } from './commands/secret-keys.ts'
import { proxyCommand } from './commands/proxy.ts'
import { sandboxCommand } from './commands/sandbox.ts'
import { segmentsCommand } from './commands/segments.ts'
import { startCommand } from './commands/start.ts'
import { templatesCommand } from './commands/templates.ts'
import { webhookDeliveriesCommand } from './commands/webhook-deliveries.ts'
import { webhookEndpointsCommand } from './commands/webhook-endpoints.ts'
import { addGlobalOptions } from './global-options.ts'
import { commandPath, ownCommand } from './own-command.ts'
import { ownVersion } from './version.ts'

export function createProgram(): Command {
  const program = addGlobalOptions(new Command('letterlock'))
    .description('Connect email marketing accounts through OAuth 2 and keep the connections working.')
    .version(ownVersion(), '-V, --version', 'show the version')
    .addCommand(startCommand())
    .addCommand(sandboxCommand())
    .addCommand(doctorCommand())
    .addCommand(connectCommand())
    .addCommand(connectionsCommand())
    .addCommand(oauthAppsCommand())
    .addCommand(proxyCommand())
    .addCommand(sendRequestsCommand())
    .addCommand(callsCommand())
    .addCommand(eventsCommand())
    .addCommand(accountCommand())
    .addCommand(audiencesCommand())
    .addCommand(contactsCommand())
    .addCommand(segmentsCommand())
    .addCommand(jobsCommand())
    .addCommand(campaignsCommand())
    .addCommand(automationsCommand())
    .addCommand(templatesCommand())
    .addCommand(webhookEndpointsCommand())
    .addCommand(webhookDeliveriesCommand())
    .addCommand(endUsersCommand())
    .addCommand(secretKeysCommand())
    .addCommand(membersCommand())
    .addCommand(invitationsCommand())
    .addCommand(configCommand())
    .addCommand(encryptionKeysCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(moveDatabaseCommand())
    .addCommand(loginCommand())
    .addCommand(logoutCommand())
    .addCommand(mcpCommand())
    .addCommand(completionCommand())
    .addHelpText('after', EXIT_CODES)
  for (const command of withSubcommands(program)) configure(command)
  return program
}

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a check found a problem, 4 authentication required,
5 the provider answered with an error, 130 interrupted.`

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

/** Errors are thrown, so that their exit code is ours; help goes with them to standard error. */
function configure(command: Command): void {
  command
    .exitOverride()
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError(`(“${ownCommand(`${commandPath(command)}--help`)}” shows the usage)`)
}
