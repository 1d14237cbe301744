import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import type { ImageConfig, MountedImage } from './buildah.ts'

/** A command of an image, running as its first process. */
export interface RunningContainer {
  /** Its number outside. */
  readonly pid: number
  /** What it printed so far. */
  printed(): string
  /** Sends the image's stop signal. Returns the exit code, or the signal that ended it. */
  stop(): Promise<number | string>
}

/**
 * As a container runtime does it: a read-only file system with one volume, the image's user, and only the image's environment and ours.
 * The network is the machine's own.
 */
const SET_UP = `
set -e
root=$1 data=$2 user=$3
shift 3
mount --bind "$root" "$root"
mount --bind "$data" "$root/data"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -o remount,bind,ro "$root"
exec chroot --userspec="$user" "$root" /usr/bin/env -i "$@"
`

function command(
  { folder, config }: MountedImage,
  volume: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): string[] {
  const ours = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  const isolated = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', SET_UP, 'sh']
  return [...isolated, folder, volume, config.User, ...config.Env, ...ours, ...args]
}

export function runImage(
  image: MountedImage,
  volume: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = image.config.Cmd,
): RunningContainer {
  const child = spawn('unshare', command(image, volume, environment, args), {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  const firstProcess = (): number =>
    Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim())
  return {
    get pid() {
      return firstProcess()
    },
    printed: () => text,
    async stop() {
      if (child.exitCode === null && child.signalCode === null)
        process.kill(firstProcess(), image.config.StopSignal)
      const [code, signal] = await ended
      return code ?? signal ?? 'unknown'
    },
  }
}

/** Runs a program in a new container of the image. @throws an Error with what it printed, if it fails */
export async function runProgram(
  image: MountedImage,
  volume: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  const { stdout } = await promisify(execFile)('unshare', command(image, volume, environment, args))
  return stdout
}

/** The health check's command: `["CMD", "node", …]` without its first word. */
export const healthCommand = ({ Healthcheck }: ImageConfig): readonly string[] => Healthcheck.Test.slice(1)
