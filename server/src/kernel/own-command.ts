import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * How our command is called where this process was started: “letterlock” or “npx letterlock”.
 * @param environment of the process
 */
export function ownCommand(environment: Readonly<Record<string, string | undefined>>): string {
  return isInstalled(environment['PATH'] ?? '') ? 'letterlock' : 'npx letterlock'
}

/** Whether a shell finds `letterlock`. npm and npx add their own folders to PATH, which the user's shell does not have. */
function isInstalled(path: string): boolean {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.endsWith(join('node_modules', '.bin')))
    .some((folder) => ['letterlock', 'letterlock.cmd'].some((name) => existsSync(join(folder, name))))
}
