import type { Command } from 'commander'
import { createInterface } from 'node:readline/promises'
import { CliError, EXIT } from './cli-error.ts'
import { printable } from './output.ts'
import type { GlobalOptions } from './global-options.ts'

/** Whether a user can be asked: there is a terminal, and no `--no-input`. */
export function canAsk(command: Command): boolean {
  const { input } = command.optsWithGlobals<GlobalOptions>()
  return input !== false && process.stdin.isTTY && process.stderr.isTTY
}

/** Asks on standard error, so that standard output has only the result. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  terminal.once('SIGINT', () => process.exit(EXIT.interrupted))
  try {
    return (await terminal.question(printable(question))).trim()
  } finally {
    terminal.close()
  }
}

export async function askYesOrNo(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `))
}

/** Asks before an action that cannot be undone; `--yes` confirms. @throws CliError when no user can be asked */
export async function confirmAction(command: Command, question: string): Promise<boolean> {
  if (command.optsWithGlobals<GlobalOptions>().yes) return true
  if (!canAsk(command))
    throw new CliError('Confirmation required.', 'Use --yes to continue without being asked.', EXIT.usage)
  return askYesOrNo(question)
}

/**
 * Asks without echoing the input, or reads it from a pipe. @param name of the secret, such as “API key” @throws CliError if it is empty
 */
export async function askSecret(command: Command, name: string): Promise<string> {
  const secret = canAsk(command) ? await askHidden(name) : (await readAll(process.stdin)).trim()
  if (secret !== '') return secret
  throw new CliError(
    `Nothing was given for “${name}”.`,
    'Enter it when it is asked for, or pass it through a pipe.',
    EXIT.usage,
  )
}

async function askHidden(name: string): Promise<string> {
  process.stderr.write(`${printable(name)}: `)
  process.stdin.setRawMode(true)
  try {
    return await readHidden()
  } finally {
    process.stdin.setRawMode(false)
    process.stdin.pause()
    process.stderr.write('\n')
  }
}

async function readHidden(): Promise<string> {
  let typed = ''
  for await (const chunk of process.stdin as AsyncIterable<Buffer>)
    for (const key of chunk.toString('utf8')) {
      if (key === '\r' || key === '\n') return typed.trim()
      if (key === '\u0003') process.exit(EXIT.interrupted)
      typed = key === '\u007f' ? typed.slice(0, -1) : typed + key
    }
  return typed.trim()
}

export async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: string[] = []
  for await (const part of stream) parts.push(part.toString())
  return parts.join('')
}
