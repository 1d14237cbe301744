import { medianOf } from './cost-of.ts'
import type { HerdFigures } from './herd.ts'
import type { ListFigure } from './lists.ts'
import type { Figure } from './measure.ts'
import type { AppChangeFigures } from './oauth-app-change.ts'
import type { MemoryFigures } from './memory.ts'
import type { SandboxFigures } from './sandbox.ts'
import type { Reads } from './token-reads.ts'
import type { WebhookFigures } from './webhooks.ts'

/** A table of figures, with ratios to one of them. */
export function report(what: string, figures: readonly Figure[], floorName: string): void {
  const floor = figures.find(({ name }) => name === floorName)
  print(`\n${what}`)
  print('                                   CPU µs/req   × floor     req/s    p50 ms    p99 ms   errors')
  for (const { name, cpuMicrosPerRequest, requestsPerSecond, p50Ms, p99Ms, errors } of figures) {
    const ratio = (floor?.cpuMicrosPerRequest ?? Number.NaN) / cpuMicrosPerRequest
    const cells = [
      name.padEnd(33),
      cpuMicrosPerRequest.toFixed(1).padStart(12),
      ratio.toFixed(2).padStart(9),
      Math.round(requestsPerSecond).toString().padStart(9),
      p50Ms.toFixed(1).padStart(9),
      p99Ms.toFixed(1).padStart(9),
      String(errors).padStart(8),
    ]
    print(cells.join(' '))
  }
}

/** p50 and p99 of each list, and the slowest token read beside it, for each number of rows. */
export function reportLists(what: string, sizes: ReadonlyMap<number, readonly ListFigure[]>): void {
  print(`\n${what}: p50, p99, and the slowest token read meanwhile, in ms`)
  print(
    `${' '.repeat(38)}${[...sizes.keys()].map((rows) => rows.toLocaleString('en').padStart(24)).join('')}`,
  )
  const [first = []] = sizes.values()
  for (const [index, { what: list }] of first.entries()) {
    const cells = [...sizes.values()].map((figures) => {
      const { p50Ms = Number.NaN, p99Ms = Number.NaN, maxReadMs = Number.NaN } = figures[index] ?? {}
      return [p50Ms, p99Ms, maxReadMs].map((ms) => ms.toFixed(1).padStart(8)).join('')
    })
    print(`${list.padEnd(38)}${cells.join('')}`)
  }
}

/** @param percents in ascending order */
export function reportCostOf(what: string, percents: readonly number[]): void {
  const each = percents.map((percent) => percent.toFixed(1)).join(', ')
  print(`  ${what} ${medianOf(percents).toFixed(1)} % of the CPU time (pairs of servers: ${each})`)
}

export function reportHerd(what: string, figures: HerdFigures): void {
  const { seconds, perSecond, cpuMicrosPerRefresh, refused, calm, meanwhile } = figures
  print(`\n${what}`)
  print(
    `  ${seconds.toFixed(2)} s, ${Math.round(perSecond)} refreshes per second, ${Math.round(cpuMicrosPerRefresh)} µs CPU each`,
  )
  print(`  ${refused} rejected by the strict provider (a refresh token used twice)`)
  reportReads('token reads of others', { calm, meanwhile })
}

export function reportWebhooks(what: string, { deliveriesPerSecond, ...reads }: WebhookFigures): void {
  print(`\n${what}`)
  print(`  ${Math.round(deliveriesPerSecond)} deliveries per second`)
  reportReads('token reads', reads)
  print(
    `  p99 beside the deliveries: ${(reads.meanwhile.p99Ms / reads.calm.p99Ms).toFixed(2)} times that without`,
  )
}

function reportReads(what: string, reads: { readonly calm: Reads; readonly meanwhile: Reads }): void {
  for (const [name, { perSecond, p50Ms, p99Ms }] of Object.entries(reads))
    print(
      `  ${what}, ${name.padEnd(9)}: ${Math.round(perSecond)} per second, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`,
    )
}

export function reportAppChange(what: string, { seconds, p50Ms, p99Ms, maxMs }: AppChangeFigures): void {
  print(`\n${what}`)
  print(`  all are due after ${seconds.toFixed(1)} s`)
  print(
    `  other writes meanwhile: p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, at most ${maxMs.toFixed(1)} ms`,
  )
}

export function reportMemory(what: string, figures: MemoryFigures): void {
  const { readyMs, idleMb, afterFewReadsMb, afterManyReadsMb, listCommandMs } = figures
  print(`\n${what}`)
  print(
    `  ready after ${Math.round(readyMs)} ms; the command “connections list” takes ${Math.round(listCommandMs)} ms`,
  )
  print(
    `  resident: ${Math.round(idleMb)} MB idle, ${Math.round(afterFewReadsMb)} MB after 1,000 token reads, ${Math.round(afterManyReadsMb)} MB after 65,000 of random connections`,
  )
}

export function reportSandbox(what: string, measured: SandboxFigures): void {
  const { readyMs, figures, floorMb, idleMb, steadyPerSecond, steadySeconds, steadyMb, peakMb, afterMb } =
    measured
  const mb = (value: number): string => `${value.toFixed(1)} MB`
  report(what, figures, 'F0: node:http')
  print(`  ready after ${Math.round(readyMs)} ms`)
  print(`  resident: ${mb(idleMb)} idle, where F0 has ${mb(floorMb)}; ${mb(afterMb)} after these requests`)
  print(
    `  after ${steadySeconds} s of ${Math.round(steadyPerSecond)} requests a second, before these: ${mb(steadyMb)}, and ${mb(peakMb)} at most`,
  )
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
