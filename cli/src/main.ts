#!/usr/bin/env node
import { unknownSettings } from '@letterlock/server/settings.ts'
import { Command } from 'commander'
import { permissionsCommand } from './commands/access.ts'
import {
  audiencesCommand,
  campaignsCommand,
  contactsCommand,
  reportCommand,
  templatesCommand,
} from './commands/account.ts'
import { apiKeyCommand } from './commands/api-key.ts'
import { callCommand } from './commands/call.ts'
import { campaignCommand } from './commands/campaign.ts'
import { checkCommand, refreshCommand } from './commands/check.ts'
import { connectCommand } from './commands/connect.ts'
import { connectionsCommand } from './commands/connections.ts'
import { contactCommand } from './commands/contact.ts'
import { deleteCommand } from './commands/delete.ts'
import { disconnectCommand } from './commands/disconnect.ts'
import { doctorCommand } from './commands/doctor.ts'
import { importCommand } from './commands/import.ts'
import { loginCommand, logoutCommand } from './commands/login.ts'
import { mcpCommand } from './commands/mcp.ts'
import { migrateCommand } from './commands/migrate.ts'
import { sandboxCommand } from './commands/sandbox.ts'
import { startCommand } from './commands/start.ts'
import { tokenCommand } from './commands/token.ts'
import { fail } from './output.ts'

const program = new Command('letterlock')
  .description('Connect e-mail marketing accounts through OAuth 2, and keep the connections alive.')
  .option('--url <url>', 'where the hub is (LETTERLOCK_URL)')
  .option('--key-file <file>', 'a file with a secret key (or set LETTERLOCK_SECRET_KEY)')
  .option('--json', 'answer with JSON, for programs')
  .addCommand(startCommand())
  .addCommand(sandboxCommand())
  .addCommand(connectCommand())
  .addCommand(importCommand())
  .addCommand(migrateCommand())
  .addCommand(connectionsCommand())
  .addCommand(tokenCommand())
  .addCommand(callCommand())
  .addCommand(checkCommand())
  .addCommand(refreshCommand())
  .addCommand(permissionsCommand())
  .addCommand(apiKeyCommand())
  .addCommand(audiencesCommand())
  .addCommand(contactsCommand())
  .addCommand(contactCommand())
  .addCommand(campaignsCommand())
  .addCommand(campaignCommand())
  .addCommand(reportCommand())
  .addCommand(templatesCommand())
  .addCommand(loginCommand())
  .addCommand(logoutCommand())
  .addCommand(mcpCommand())
  .addCommand(disconnectCommand())
  .addCommand(deleteCommand())
  .addCommand(doctorCommand())
  .hook('preAction', (_program, command) => warnOfSettings(command))
  .showHelpAfterError('(“letterlock help” lists the commands)')

/** Whoever reads us may stop, as “head” does: then there is nothing left to do, and nothing to tell. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') fail(error, false)
    process.exit()
  })
  process.stderr.on('error', () => undefined)
}

/** The server that `start` starts says it itself. */
function warnOfSettings(command: Command): void {
  if (command.name() === 'start') return
  for (const warning of unknownSettings(process.env)) process.stderr.write(`Warning: ${warning}\n`)
}

endWithReader()
await program
  .parseAsync()
  .catch((error: unknown) => fail(error, program.opts<{ json?: boolean }>().json ?? false))
