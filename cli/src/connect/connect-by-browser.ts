import { LetterlockApiError, type Connection, type Letterlock } from '@letterlock/sdk'
import open from 'open'
import { CliError } from '../cli-error.ts'
import { note } from '../output.ts'
import { askYesOrNo } from '../prompt.ts'
import { textIn } from '../parse-object.ts'
import { listenForRedirect } from './loopback-redirect.ts'
import { retryAccountLookup } from './retry-account-lookup.ts'
import { labelsOf, permissionsOf, type ConnectTarget } from './target.ts'

export interface BrowserTarget extends ConnectTarget {
  /** The connection to reconnect; undefined creates one. */
  readonly connectionId: string | undefined
  readonly opensBrowser: boolean
  readonly canAsk: boolean
}

/**
 * Creates a connect session that returns to this machine, waits for the browser, and confirms it. A link that was opened on another
 * machine returns there and connects nothing.
 * @throws CliError
 */
export async function connectByBrowser(server: Letterlock, target: BrowserTarget): Promise<Connection> {
  const { provider, endUserId, connectionId, opensBrowser } = target
  await using redirect = await listenForRedirect()
  const session = await server.connectSessions.create({
    endUserId,
    providers: [provider],
    returnUrl: redirect.url,
    connectionId,
    ...labelsOf(target),
    ...permissionsOf(target),
  })
  // The browser returns to a port of this machine.
  note(
    opensBrowser
      ? 'Open this link in your browser if it does not open by itself:'
      : 'Open this link in a browser on this machine (elsewhere, connect in the dashboard, or with --device):',
  )
  note(`  ${session.url}`)
  note()
  if (opensBrowser && session.url) await open(session.url).catch(() => undefined)
  note('Waiting for authorization…')
  const { searchParams } = await redirect.received(new Date(session.expiresAt))
  const error = searchParams.get('error')
  if (error !== null) {
    await redirect.respond({ heading: 'Not connected', text: 'You can close this page.' })
    throw new CliError(
      error === 'access_denied' ? 'Access was denied.' : `The account was not connected (${error}).`,
      'Run the command again to try once more.',
    )
  }
  try {
    const confirmationToken = searchParams.get('confirmationToken') ?? ''
    const connection = await confirmSession(server, session.id, confirmationToken, target)
    await redirect.respond({
      heading: `${connection.account.name} is connected`,
      text: 'You can close this page, and go back to the terminal.',
    })
    return connection
  } catch (error) {
    await redirect.respond({
      heading: 'Not connected',
      text: 'The terminal says why. You can close this page.',
    })
    throw error
  }
}

async function confirmSession(
  server: Letterlock,
  sessionId: string,
  confirmationToken: string,
  { endUserId, canAsk }: BrowserTarget,
): Promise<Connection> {
  try {
    return await retryAccountLookup(() =>
      server.connectSessions.confirm(sessionId, { confirmationToken, endUserId }),
    )
  } catch (error) {
    if (!(error instanceof LetterlockApiError) || error.code !== 'account_mismatch' || !canAsk) throw error
    const acceptAccountId = textIn(error.problem, 'accountId')
    const next = textIn(error.problem, 'confirmationToken')
    if (acceptAccountId === undefined || next === undefined) throw error
    if (!(await askYesOrNo(`${error.message} Switch to the new account?`))) throw error
    return server.connectSessions.confirm(sessionId, { confirmationToken: next, endUserId, acceptAccountId })
  }
}
