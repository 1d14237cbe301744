import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ConfigError } from './config.ts'
import { SETTINGS } from './settings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The variables of `.env` in the data directory; empty without such a file. Only the environment can name the directory.
 * @throws ConfigError if the file cannot be read, or a line of it is not `NAME=value`
 */
export function readDotEnv(environment: Environment): Environment {
  const file = dotEnvFile(environment)
  if (!existsSync(file)) return {}
  const text = readSettingFile(file)
  const line = lineWithoutName(text)
  if (line !== null) throw new ConfigError(`Line ${line} of ${file} is not NAME=value.`)
  return parseEnv(text)
}

/** Reads a file of settings or keys. @throws ConfigError if it cannot be read */
export function readSettingFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read: let this user read it, or remove it.`, { cause })
  }
}

/** A value in quotes may have many lines. */
const QUOTED = /=\s*(["'`])[^]*?\1/g

/** The number of the first line that is neither `NAME=value` nor a comment; null if there is none. */
function lineWithoutName(text: string): number | null {
  // Each line of a quoted value is replaced by `=`, so that line numbers stay right.
  const lines = text.replaceAll(QUOTED, (value) => value.replaceAll(/[^\n]+/g, '=')).split('\n')
  const index = lines.findIndex((line) => /^\s*[^\s#=]/.test(line) && !line.includes('='))
  return index === -1 ? null : index + 1
}

/** Path of `.env`, in the data directory that the environment names. */
export function dotEnvFile(environment: Environment): string {
  return join(environment[SETTINGS.data.name]?.trim() || SETTINGS.data.default, '.env')
}

/** The environment and the variables of `.env`. The environment takes precedence, unless its value is empty. */
export function withDotEnv(environment: Environment): Environment {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '')
  return { ...readDotEnv(environment), ...Object.fromEntries(given) }
}
