import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A command line of ours, such as “npx letterlock doctor”, as it works where this one was run. */
export function ownCommand(line: string): string {
  return `${isInstalled() ? 'letterlock' : 'npx letterlock'} ${line}`
}

/** The names of a subcommand and those above it, each followed by a blank: “connections get ”. */
export function commandPath(command: Command): string {
  return command.parent ? `${commandPath(command.parent)}${command.name()} ` : ''
}

/** Whether a shell finds `letterlock`. npm and npx add their own folders to PATH, which the user's shell does not have. */
function isInstalled(): boolean {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.endsWith(join('node_modules', '.bin')))
    .some((folder) => ['letterlock', 'letterlock.cmd'].some((name) => existsSync(join(folder, name))))
}
