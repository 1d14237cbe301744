import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ConfigError } from './config.ts'
import { SETTINGS } from './settings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The variables of `.env` in the data directory, which is named in the environment alone; empty without such a file.
 * @throws ConfigError if it cannot be read
 */
export function readDotEnv(environment: Environment): Environment {
  const file = dotEnvFile(environment)
  if (!existsSync(file)) return {}
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read: let this user read it, or remove it.`, { cause })
  }
}

/** Path of `.env`, in the data directory that the environment names. */
export function dotEnvFile(environment: Environment): string {
  return join(environment[SETTINGS.data.name]?.trim() || SETTINGS.data.default, '.env')
}

/** The environment with what `.env` adds; what is set in the environment counts, unless it is empty. */
export function withDotEnv(environment: Environment): Environment {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '')
  return { ...readDotEnv(environment), ...Object.fromEntries(given) }
}
