import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import { tarball, type Workspace } from './tarballs.ts'

const run = promisify(execFile)

/** A project outside the repository. */
export interface Project {
  readonly folder: string
  /** Runs a program there, with this Node first in the path. Returns what it printed. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<string>
  /** What still writes into the folder, and is stopped before that is deleted. */
  readonly stops: (() => Promise<void>)[]
  /** Where a file of it is. */
  path(...names: string[]): string
}

export interface RunOptions {
  /** The folder of a Node; ours by default. */
  readonly node?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Without what npm and this repository tell the programs that they run. */
export function cleanEnvironment(node?: string): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined &&
      !/^(npm_(?!config_(registry|cafile|cache))|NODE_|LETTERLOCK_|INIT_CWD)/i.test(name),
  ) as [string, string][]
  const environment = Object.fromEntries(kept)
  return node === undefined
    ? environment
    : { ...environment, PATH: [node, environment['PATH']].join(delimiter) }
}

/** An empty folder, deleted with the test. */
export function emptyProject(t: TestContext): Project {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-consumer-'))
  const stops: Project['stops'] = []
  t.after(async () => {
    for (const stop of stops) await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    stops,
    path: (...names) => join(folder, ...names),
    async run(program, args, { node, env } = {}) {
      const { stdout } = await run(program, args, {
        cwd: folder,
        env: { ...cleanEnvironment(node), ...env },
        maxBuffer: 64 * 1024 * 1024,
      }).catch((error: Error & { stdout?: string; stderr?: string }) => {
        throw new Error(`${error.message}\n${error.stdout ?? ''}\n${error.stderr ?? ''}`, { cause: error })
      })
      return stdout
    },
  }
}

/**
 * A project with the files of a folder of `projects`, into which these packages were installed from their tarballs, and others from the
 * registry.
 */
export async function createProject(
  t: TestContext,
  workspaces: readonly Workspace[],
  files?: string,
  others: readonly string[] = [],
): Promise<Project> {
  const project = emptyProject(t)
  if (files !== undefined)
    cpSync(join(import.meta.dirname, 'projects', files), project.folder, { recursive: true })
  writeFileSync(project.path('package.json'), JSON.stringify({ name: 'consumer', private: true }))
  await project.run('npm', [
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...workspaces.map(tarball),
    ...others,
  ])
  return project
}
