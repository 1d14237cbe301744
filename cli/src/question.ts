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
