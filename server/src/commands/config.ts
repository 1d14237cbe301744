import { fileVariable } from '../config/setting-reader.ts'
import { dotEnvFile, readDotEnv, type Environment } from '../config/environment.ts'
import type { Setting } from '../config/setting.ts'
import { SETTINGS } from '../config/settings.ts'
import type { Command } from './command.ts'

interface Effective {
  readonly name: string
  /** null if unset. Secrets are masked. */
  readonly value: string | null
  /** `default`, `environment`, a file, or a flag such as `--port`. */
  readonly from: string
}

/** Prints every setting that is in force, and its source. The configuration was read before, so it is valid. */
export const config: Command = async ({ environment, ownEnvironment, args, print }) => {
  const fromFile = readDotEnv(ownEnvironment)
  const settings = Object.values(SETTINGS).map((setting) =>
    effective(setting, { environment, ownEnvironment, fromFile, flags: args }),
  )
  if (args.includes('--json')) {
    print(JSON.stringify(settings, null, 2))
    return 0
  }
  const width = Math.max(...settings.map(({ name }) => name.length))
  for (const { name, value, from } of settings) print(`${name.padEnd(width)}  ${value ?? '–'}  (${from})`)
  return 0
}

interface Sources {
  readonly environment: Environment
  readonly ownEnvironment: Environment
  readonly fromFile: Environment
  /** Those that the command was given, which it has put into the environment. */
  readonly flags: readonly string[]
}

function effective(
  { name, secret, flag, default: fallback }: Setting,
  { environment, ownEnvironment, fromFile, flags }: Sources,
): Effective {
  const given = environment[name]?.trim()
  const file = environment[fileVariable(name)]?.trim()
  if (given) {
    const isOwn = (ownEnvironment[name]?.trim() ?? '') !== ''
    if (flag !== null && flags.includes(flag)) return { name, value: secret ? MASKED : given, from: flag }
    const from = isOwn || fromFile[name] === undefined ? 'environment' : dotEnvFile(ownEnvironment)
    return { name, value: secret ? MASKED : given, from }
  }
  if (secret && file) return { name, value: MASKED, from: file }
  return { name, value: fallback || null, from: 'default' }
}

const MASKED = '••••••'
