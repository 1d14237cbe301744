import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { NODE_ENVIRONMENT, NODE_FLAGS } from 'letterlock/launch.ts'
import { freePort } from '@letterlock/testing/free-port.ts'

/** A measured server in its own process. */
export interface Program {
  readonly name: string
  readonly pid: number
  readonly url: string
  readonly readyMs: number
  /** CPU microseconds that the process has used, in user and system time. */
  cpuMicros(): number
  residentMb(): number
  /** Peak resident memory. */
  peakMb(): number
  stop(): Promise<void>
}

/** Linux counts CPU time in hundredths of a second. */
const TICK_MICROS = 10_000

export async function startProgram(
  name: string,
  file: string,
  environment: Record<string, string>,
  readyPath = '/',
  standardFlags: readonly string[] = NODE_FLAGS,
): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  // `BENCH_FLAGS=--cpu-prof` shows where the time goes.
  const flags = process.env['BENCH_FLAGS']?.split(' ') ?? []
  const child = spawn(process.execPath, [...standardFlags, ...flags, file], {
    env: {
      ...NODE_ENVIRONMENT,
      ...process.env,
      ...environment,
      PORT: String(port),
      LETTERLOCK_PORT: String(port),
      LETTERLOCK_SANDBOX_PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  while (
    !(await fetch(url + readyPath).then(
      ({ status }) => status < 500,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || performance.now() - began > 20_000)
      throw new Error(`${name} did not start`)
    await sleep(10)
  }
  const readyMs = performance.now() - began
  return {
    name,
    pid: child.pid ?? 0,
    url,
    readyMs,
    cpuMicros: () => cpuTicks(child) * TICK_MICROS,
    residentMb: () => statusMb(child, 'VmRSS'),
    peakMb: () => statusMb(child, 'VmHWM'),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

function statusMb(child: ChildProcess, name: string): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
}

function cpuTicks(child: ChildProcess): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
