import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { CliError } from './cli-error.ts'

const read = new Map<string, NodeJS.Dict<string>>()

/** A variable of a `.env` file, which is read once; undefined if there is no such file. @throws CliError if it cannot be read */
export function variableOf(file: string, name: string): string | undefined {
  let variables = read.get(file)
  if (variables === undefined) read.set(file, (variables = readVariables(file)))
  return variables[name]
}

function readVariables(file: string): NodeJS.Dict<string> {
  if (!existsSync(file)) return {}
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch {
    throw new CliError(`${file} cannot be read.`, 'Let this user read it, or remove it.')
  }
}
