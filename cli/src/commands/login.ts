import type { Command } from 'commander'
import open from 'open'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  readServerMetadata,
  registerClient,
  requestTokens,
  type ServerMetadata,
} from '../authorization-server.ts'
import { CliError } from '../cli-error.ts'
import { saveCredentials } from '../credentials-file.ts'
import { commandWith, type GlobalOptions } from '../global-options.ts'
import { note, paint, print, printJson } from '../output.ts'
import { canAsk } from '../prompt.ts'
import { serverUrl } from '../server-access.ts'
import { ownCommand } from '../own-command.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
/** RFC 8628 section 3.5: each `slow_down` adds so much to the interval. */
const SLOW_DOWN_SECONDS = 5

/** RFC 8628 section 3.2. */
interface DeviceResponse {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
  readonly verification_uri_complete: string
  readonly expires_in: number
  readonly interval?: number
}

/** Signs this machine in for `letterlock mcp`, with a code that the user enters in a browser (RFC 8628). */
export function loginCommand(): Command {
  return commandWith(['url', 'json'], 'login')
    .description('sign in on this machine as an assistant, for the command mcp')
    .option('--read-only', 'only scopes that read')
    .option('--no-browser', 'do not open a browser')
    .action(async ({ readOnly, browser }: { readOnly?: boolean; browser: boolean }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>()
      const url = serverUrl(options)
      const metadata = await readServerMetadata(url)
      const clientId = await registerClient(metadata, [DEVICE_GRANT, 'refresh_token'])
      const scope = scopesOf(metadata, readOnly ?? false).join(' ')
      const device = await requestDeviceCode(metadata, { client_id: clientId, scope })
      if (options.json) printJson({ userCode: device.user_code, openUrl: device.verification_uri_complete })
      else {
        note(`Open  ${paint('cyan', device.verification_uri)}`)
        note(`Code  ${paint('bold', device.user_code)}`)
        note('Waiting for authorization…')
      }
      if (browser && canAsk(command)) await open(device.verification_uri_complete)
      const tokens = await pollForTokens(metadata, clientId, device)
      const file = await saveCredentials(url, { clientId, ...tokens })
      if (options.json) printJson({ signedIn: true })
      else
        print(
          `Signed in. The credentials are in ${file}, readable by you only; “${ownCommand('mcp')}” uses them.`,
        )
    })
}

function scopesOf({ scopes_supported: scopes }: ServerMetadata, readOnly: boolean): readonly string[] {
  return readOnly ? scopes.filter((scope) => /[.:]read$/.test(scope)) : scopes
}

async function requestDeviceCode(
  { device_authorization_endpoint: endpoint }: ServerMetadata,
  form: Record<string, string>,
): Promise<DeviceResponse> {
  const response = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) })
  if (!response.ok)
    throw new CliError(`The server rejected the request (status ${response.status}).`, 'Try again.')
  return (await response.json()) as DeviceResponse
}

async function pollForTokens(
  metadata: ServerMetadata,
  clientId: string,
  { device_code, expires_in, interval = 5 }: DeviceResponse,
): Promise<{ accessToken: string; refreshToken: string }> {
  const deadline = Date.now() + expires_in * 1000
  const form = { grant_type: DEVICE_GRANT, device_code, client_id: clientId }
  for (let seconds = interval; Date.now() < deadline;) {
    await sleep(seconds * 1000)
    const response = await requestTokens(metadata, form)
    const { access_token: accessToken, refresh_token: refreshToken = '', error } = response
    if (accessToken !== undefined) return { accessToken, refreshToken }
    if (error === 'slow_down') seconds += SLOW_DOWN_SECONDS
    else if (error === 'access_denied') throw new CliError('Access was denied.', 'Nothing was saved.')
    else if (error === 'expired_token') break
    else if (error !== 'authorization_pending')
      throw new CliError(
        `The server did not accept the sign-in (${error ?? 'no access token'}).`,
        `Run “${ownCommand('login')}” again.`,
      )
  }
  throw new CliError('The code expired.', `Run “${ownCommand('login')}” again.`)
}
