import { startServer as startWithConfig } from './start-server.ts'
import { ConfigError, readConfig } from './config/config.ts'

export { ConfigError }

/** Settings by their names, such as `LETTERLOCK_PORT`, with values as in the environment. */
export type Settings = Readonly<Record<string, string | undefined>>

/** A server that runs in this process. */
export interface LetterlockServer extends AsyncDisposable {
  /** The URL at which browsers reach the server, without a trailing slash. */
  readonly url: string
  /** The URL at which this machine reaches the server, without a trailing slash. */
  readonly localUrl: string
  /** The URL at which the first user sets up the dashboard; null after the setup. */
  readonly setupUrl: string | null
  /** Finishes the requests and refreshes in progress, then closes the database. */
  close(): Promise<void>
}

/**
 * Starts the server in this process.
 * @param settings by name; pass the environment for the settings that the command uses
 * @throws ConfigError if a setting is missing or invalid; its message has one sentence per line, and each names its setting
 * @throws the system's error if the port is in use or the database cannot be opened
 */
export async function startServer(settings: Settings): Promise<LetterlockServer> {
  const { url, localUrl, setupUrl, close } = await startWithConfig(readConfig(settings))
  return { url, localUrl, setupUrl, close, [Symbol.asyncDispose]: close }
}
