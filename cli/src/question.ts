import { createInterface } from 'node:readline/promises'

export function isPersonPresent(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY
}

/** Asks on the error stream, so that an answer for a program stays clean. */
export async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim())
  } finally {
    terminal.close()
  }
}

/** Asks for something that may be shown. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await terminal.question(question)).trim()
  } finally {
    terminal.close()
  }
}

/** Asks for something that must not be shown, or takes it from a pipe. */
export async function askSecret(question: string): Promise<string> {
  if (!isPersonPresent()) return (await readAll(process.stdin)).trim()
  process.stderr.write(question)
  process.stdin.setRawMode(true)
  try {
    return await typedSecret()
  } finally {
    process.stdin.setRawMode(false)
    process.stdin.pause()
    process.stderr.write('\n')
  }
}

async function typedSecret(): Promise<string> {
  let typed = ''
  for await (const chunk of process.stdin as AsyncIterable<Buffer>)
    for (const key of chunk.toString('utf8')) {
      if (key === '\r' || key === '\n') return typed.trim()
      if (key === '\u0003') process.exit(130)
      typed = key === '\u007f' ? typed.slice(0, -1) : typed + key
    }
  return typed.trim()
}

export async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: string[] = []
  for await (const part of stream) parts.push(part.toString())
  return parts.join('')
}
