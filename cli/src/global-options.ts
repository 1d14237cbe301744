import type { Command } from 'commander'

/** Accepted by every command, before or after its name. */
export interface GlobalOptions {
  readonly url?: string
  readonly secretKeyFile?: string
  readonly connection?: string
  readonly json?: boolean
  readonly yes?: boolean
  /** false with `--no-input`. */
  readonly input?: boolean
}

export function addGlobalOptions(program: Command): Command {
  return program
    .option('--url <url>', 'URL of the server (LETTERLOCK_URL)')
    .option('--secret-key-file <file>', 'file with a secret key (or set LETTERLOCK_SECRET_KEY)')
    .option('-c, --connection <connection>', 'connection, by ID or name; may be left out when there is one')
    .option('--json', 'print JSON')
    .option('-y, --yes', 'confirm without being asked')
    .option('--no-input', 'never ask; fail instead')
}
