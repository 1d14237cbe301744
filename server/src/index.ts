import { startServer as startWithConfig } from './start-server.ts'
import { ConfigError, readConfig } from './config/config.ts'

export { ConfigError }

/** Settings by their names, such as `LETTERLOCK_PORT`, with values as in the environment. */
export type Settings = Readonly<Record<string, string | undefined>>

/** A server that runs in this process. */
export interface LetterlockServer extends AsyncDisposable {
  /** Where browsers reach it, without a trailing slash. */
  readonly url: string
  /** Where this machine reaches it, without a trailing slash. */
  readonly localUrl: string
  /** Where the first user sets up the dashboard; null after it was set up. */
  readonly setupUrl: string | null
  /** Finishes the requests and refreshes under way, then closes the database. */
  close(): Promise<void>
}

/**
 * Starts the server in this process. Given the environment, it takes the settings that the command would take.
 *
 * @throws ConfigError if a setting is missing or wrong; its message is one sentence a line, and each names the setting
 * @throws the system's error if the port is in use or the database cannot be opened
 */
export async function startServer(settings: Settings): Promise<LetterlockServer> {
  const { url, localUrl, setupUrl, close } = await startWithConfig(readConfig(settings))
  return { url, localUrl, setupUrl, close, [Symbol.asyncDispose]: close }
}
