import { HubError } from '../errors.ts'

/** Keeps to a platform's limit of simultaneous calls: whoever comes too many waits in line, for a while. */
export interface Turns {
  /** @returns the function that ends the turn. @throws HubError platform_busy */
  take(key: string, most: number): Promise<() => void> | (() => void)
}

export interface TurnsOptions {
  readonly longestLine: number
  readonly longestWaitMs: number
}

export function createTurns({ longestLine, longestWaitMs }: TurnsOptions): Turns {
  const running = new Map<string, { count: number; line: (() => void)[] }>()

  const end = (key: string): void => {
    const turns = running.get(key)
    if (!turns) return
    const next = turns.line.shift()
    if (next) next()
    else if (--turns.count === 0) running.delete(key)
  }

  return {
    take(key, most) {
      const turns = running.get(key) ?? { count: 0, line: [] }
      running.set(key, turns)
      let ended = false
      const endOnce = (): void => {
        if (!ended) end(key)
        ended = true
      }
      if (turns.count < most) {
        turns.count++
        return endOnce
      }
      if (turns.line.length >= longestLine)
        throw new HubError('platform_busy', { detail: 'the line is full' })
      return new Promise((resolve, reject) => {
        const start = (): void => {
          clearTimeout(patience)
          resolve(endOnce)
        }
        const patience = setTimeout(() => {
          turns.line.splice(turns.line.indexOf(start), 1)
          reject(new HubError('platform_busy', { detail: 'waited too long' }))
        }, longestWaitMs)
        turns.line.push(start)
      })
    },
  }
}
