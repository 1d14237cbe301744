import type { Command } from 'commander'
import { readServerMetadata } from '../authorization-server.ts'
import { CliError, EXIT } from '../cli-error.ts'
import { deleteCredentials, readCredentials, type Credentials } from '../credentials-file.ts'
import { commandWith, type GlobalOptions } from '../global-options.ts'
import { print, printJson } from '../output.ts'
import { serverUrl } from '../server-access.ts'

export function logoutCommand(): Command {
  return commandWith(['url', 'json'], 'logout')
    .description('revoke and delete the sign-in of this machine')
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>()
      const url = serverUrl(options)
      const credentials = readCredentials(url)
      if (!credentials)
        throw new CliError('This machine is not signed in.', 'There is nothing to sign out of.')
      // The credentials are deleted here even if the server is unreachable.
      const revoked = await revoke(url, credentials).catch(() => false)
      await deleteCredentials(url)
      if (!revoked) process.exitCode = EXIT.failed
      if (options.json) return printJson({ signedIn: false, revoked })
      print(
        revoked
          ? 'Signed out.'
          : 'Signed out here only; the server could not be reached. Revoke access on the Assistants page.',
      )
    })
}

/** The server revokes both tokens (RFC 7009). */
async function revoke(url: string, { clientId, refreshToken }: Credentials): Promise<boolean> {
  const { revocation_endpoint: endpoint } = await readServerMetadata(url)
  const form = { client_id: clientId, token: refreshToken, token_type_hint: 'refresh_token' }
  return (await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) })).ok
}
