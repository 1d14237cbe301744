import { ownCommand as ownName, startCommand } from '@letterlock/server/own-command.ts'
import type { Command } from 'commander'

/** A command line that works where this command was run, such as “npx letterlock doctor”, or “npm start” in a clone. */
export function ownCommand(line: string): string {
  return /^start(?: --sandbox)?$/.test(line) && startCommand(process.env) === 'npm start'
    ? 'npm start'
    : `${ownName(process.env)} ${line}`
}

/** The names of a subcommand and its parents, each followed by a space: “connections get ”. */
export function commandPath(command: Command): string {
  return command.parent ? `${commandPath(command.parent)}${command.name()} ` : ''
}
