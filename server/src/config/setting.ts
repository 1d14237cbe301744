/** A variable of the environment. */
export interface Setting {
  readonly name: string
  /** As in the environment; empty if there is none. */
  readonly default: string
  readonly description: string
  /** The value is never shown, even if it is invalid. */
  readonly secret: boolean
  /** Of the commands that read the settings of the server, such as `--port`; null: it has none. */
  readonly flag: Flag | null
}

export type Flag = '--host' | '--port' | '--data' | '--database'

/** @param fallback the default; empty: none */
export function setting(
  name: string,
  fallback: string,
  description: string,
  flag: Flag | null = null,
): Setting {
  return { name, default: fallback, description, secret: false, flag }
}

/** A setting whose value is never shown. The variable with `_FILE` after its name can hold the path of a file with it. */
export function secret(name: string, description: string, flag: Flag | null = null): Setting {
  return { name, default: '', description, secret: true, flag }
}
