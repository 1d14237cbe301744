import { Command } from 'commander'
import { resetCommand } from './sandbox/reset.ts'
import { startSandboxCommand } from './sandbox/start.ts'

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('the sandbox: simulated providers; no account and no network needed')
    .addCommand(startSandboxCommand())
    .addCommand(resetCommand())
}
