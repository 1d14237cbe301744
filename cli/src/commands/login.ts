import { Command } from 'commander'
import open from 'open'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverUrl, type GlobalOptions } from '../server-access.ts'
import { CliError, paint, print, printJson } from '../output.ts'
import { isPersonPresent } from '../question.ts'
import { askForTokens, keepSignIn, readSignIn } from '../sign-in.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
const EVERYTHING = 'marketing.read contacts.write campaigns.write campaigns.send'
/** RFC 8628, section 3.5: so much slower each time that the hub asks for it. */
const SLOWER_SECONDS = 5

interface DeviceAnswer {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
  readonly verification_uri_complete: string
  readonly expires_in: number
  readonly interval?: number
}

/** Signs this machine in for `letterlock mcp`, by a code that the person confirms in a browser (RFC 8628). */
export function loginCommand(): Command {
  return new Command('login')
    .description('let an assistant on this machine work for you (for “letterlock mcp”)')
    .option('--read-only', 'only to read')
    .option('--no-browser', 'do not open a browser')
    .action(async ({ readOnly, browser }: { readOnly?: boolean; browser: boolean }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>()
      const url = serverUrl(options)
      const clientId = await register(url)
      const scope = readOnly ? 'marketing.read' : EVERYTHING
      const device = await post<DeviceAnswer>(`${url}/oauth2/device_authorization`, {
        client_id: clientId,
        scope,
      })
      if (options.json) printJson({ userCode: device.user_code, openUrl: device.verification_uri_complete })
      else {
        print(`Open  ${paint('cyan', device.verification_uri)}`)
        print(`Code  ${paint('bold', device.user_code)}`)
        print(paint('dim', 'Waiting for you to confirm it there …'))
      }
      if (browser && isPersonPresent()) await open(device.verification_uri_complete)
      const tokens = await waitForTokens(url, clientId, device)
      const file = keepSignIn(url, { clientId, ...tokens })
      if (options.json) printJson({ signedIn: true })
      else
        print(`Signed in. Kept in ${file}, for your eyes only. An assistant uses it with “letterlock mcp”.`)
    })
}

export function logoutCommand(): Command {
  return new Command('logout')
    .description('forget the sign-in of this machine')
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>()
      const url = serverUrl(options)
      const signIn = readSignIn(url)
      if (!signIn) throw new CliError('This machine is not signed in.', 'There is nothing to forget.')
      const { clientId, refreshToken } = signIn
      // Both tokens end at the hub; what cannot be reached is forgotten here all the same.
      const form = { client_id: clientId, token: refreshToken, token_type_hint: 'refresh_token' }
      const told = await fetch(`${url}/oauth2/revoke`, {
        method: 'POST',
        body: new URLSearchParams(form),
      }).then(
        ({ ok }) => ok,
        () => false,
      )
      keepSignIn(url, undefined)
      if (options.json) return printJson({ signedIn: false, revoked: told })
      print(
        told ? 'Signed out.' : 'Forgotten here; the hub could not be told. Send it away on the devices page.',
      )
    })
}

async function register(url: string): Promise<string> {
  const metadata = {
    client_name: 'Letterlock on the command line',
    // Nothing comes back there: a device has no address.
    redirect_uris: ['http://127.0.0.1/callback'],
    grant_types: [DEVICE_GRANT, 'refresh_token'],
    token_endpoint_auth_method: 'none',
  }
  const response = await fetch(`${url}/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(metadata),
  }).catch(() => undefined)
  if (!response) throw new CliError(`No answer from ${url}.`, 'Start the hub, or name it with --url.')
  if (!response.ok) throw new CliError(`${url} does not let programs sign in.`, 'Is it a Letterlock hub?')
  return ((await response.json()) as { client_id: string }).client_id
}

async function post<T>(address: string, form: Record<string, string>): Promise<T> {
  const response = await fetch(address, { method: 'POST', body: new URLSearchParams(form) })
  if (!response.ok) throw new CliError(`The hub refused it (status ${response.status}).`, 'Try again.')
  return (await response.json()) as T
}

async function waitForTokens(
  url: string,
  clientId: string,
  { device_code, expires_in, interval = 5 }: DeviceAnswer,
): Promise<{ accessToken: string; refreshToken: string }> {
  const deadline = Date.now() + expires_in * 1000
  for (let seconds = interval; Date.now() < deadline;) {
    await sleep(seconds * 1000)
    const form = { grant_type: DEVICE_GRANT, device_code, client_id: clientId }
    const {
      access_token: accessToken,
      refresh_token: refreshToken = '',
      error,
    } = await askForTokens(url, form)
    if (accessToken !== undefined) return { accessToken, refreshToken }
    if (error === 'slow_down') seconds += SLOWER_SECONDS
    else if (error === 'access_denied') throw new CliError('You did not allow it.', 'Nothing was kept.')
    else if (error !== 'authorization_pending') break
  }
  throw new CliError('The code has expired.', 'Run “letterlock login” again.')
}
