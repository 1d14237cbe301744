import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * How our command is called where this process was started: “letterlock” or “npx letterlock”.
 * @param environment of the process
 */
export function ownCommand(environment: Readonly<Record<string, string | undefined>>): string {
  return isInstalled(environment['PATH'] ?? '') ? 'letterlock' : 'npx letterlock'
}

/** How the server is started with the sandbox: in a clone of the repository as its README has it. @param environment of the process */
export function startCommand(environment: Readonly<Record<string, string | undefined>>): string {
  return import.meta.filename.endsWith('.ts') ? 'npm start' : `${ownCommand(environment)} start --sandbox`
}

/** Whether a shell finds `letterlock`. npm and npx add their own folders to PATH, which the user's shell does not have. */
function isInstalled(path: string): boolean {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.endsWith(join('node_modules', '.bin')))
    .some((folder) => ['letterlock', 'letterlock.cmd'].some((name) => existsSync(join(folder, name))))
}
