import { ownCommand as ownName, startCommand } from '@letterlock/server/own-command.ts'
import type { Command } from 'commander'

/** A command line of ours, such as “npx letterlock doctor”, as it works where this one was run: in a clone, “npm start” starts. */
export function ownCommand(line: string): string {
  return /^start(?: --sandbox)?$/.test(line) && startCommand(process.env) === 'npm start'
    ? 'npm start'
    : `${ownName(process.env)} ${line}`
}

/** The names of a subcommand and those above it, each followed by a blank: “connections get ”. */
export function commandPath(command: Command): string {
  return command.parent ? `${commandPath(command.parent)}${command.name()} ` : ''
}
