import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Buildah without a daemon and without namespaces of its own, so that it also works within a container. */
const ENVIRONMENT = { ...process.env, BUILDAH_ISOLATION: 'chroot' }

async function buildah(...args: string[]): Promise<string> {
  // It ends with this program, even if that is killed.
  const command = ['--pdeathsig', 'TERM', 'buildah', '--storage-driver', 'vfs', ...args]
  const { stdout } = await run('setpriv', command, {
    env: ENVIRONMENT,
    maxBuffer: 256 * 1024 * 1024,
  })
  return stdout.trim()
}

/** What an image says about how it is run. */
export interface ImageConfig {
  readonly User: string
  readonly Env: readonly string[]
  readonly Cmd: readonly string[]
  readonly Volumes: Readonly<Record<string, object>>
  readonly Labels: Readonly<Record<string, string>>
  readonly StopSignal: string
  readonly Healthcheck: { readonly Test: readonly string[] }
}

/** An image whose files lie in a folder, as those of a new container do. */
export interface MountedImage extends AsyncDisposable {
  readonly folder: string
  readonly config: ImageConfig
}

/** @param args more arguments of `buildah build` */
export async function buildImage(folder: string, tag: string, args: readonly string[]): Promise<void> {
  await buildah('bud', '--format', 'docker', '--tag', tag, ...args, folder)
}

export async function mountImage(tag: string): Promise<MountedImage> {
  const container = await buildah('from', tag)
  const { Docker } = JSON.parse(await buildah('inspect', container)) as { Docker: { config: ImageConfig } }
  return {
    folder: await buildah('mount', container),
    config: Docker.config,
    async [Symbol.asyncDispose]() {
      await buildah('rm', container)
    },
  }
}
