import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { emptyProject } from './project.ts'
import { ROOT, tarball, TARBALLS, WORKSPACES } from './tarballs.ts'

/** What npm sends to publish a package. */
interface Published {
  readonly name: string
  readonly versions: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, string>> }>>
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>
}

/** A registry that has no package, and keeps what it is sent. */
async function startRegistry(t: TestContext): Promise<{ url: string; published: Published[] }> {
  const published: Published[] = []
  const server = createServer((request, response) => {
    if (request.method !== 'PUT') return void response.writeHead(404).end('{}')
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      published.push(JSON.parse(Buffer.concat(chunks).toString()) as Published)
      response.writeHead(201).end('{}')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, published }
}

test('a release publishes the tested packages as they are', { timeout: 120_000 }, async (t) => {
  const { url, published } = await startRegistry(t)
  const { folder, path, run } = emptyProject(t)
  // Provenance is signed by the service that runs the release; the manifests ask for it, so only a flag can leave it out.
  const npm = (await run('sh', ['-c', 'command -v npm'])).trim()
  const flag = '[ "$1" = publish ] && set -- "$@" --no-provenance'
  writeFileSync(path('npm'), `#!/bin/sh\n${flag}\nexec "${npm}" "$@"\n`)
  chmodSync(path('npm'), 0o755)
  const { host } = new URL(url)
  writeFileSync(path('npmrc'), `registry=${url}\n//${host}/:_authToken=none\n`)
  const env = { npm_config_userconfig: path('npmrc'), npm_config_registry: url }
  const inRepository = (command: string): Promise<string> =>
    run('sh', ['-c', `cd "$0" && ${command}`, ROOT], { node: folder, env })
  await inRepository('node scripts/release/publish-plan.ts')
  await inRepository(`npx --no changeset publish --no-git-tag --from-pack-dir ${TARBALLS}`)

  for (const workspace of WORKSPACES) {
    const bytes = readFileSync(tarball(workspace)).toString('base64')
    const sent = published.filter(({ _attachments }) =>
      Object.values(_attachments).some(({ data }) => data === bytes),
    )
    assert.equal(sent.length, 1, workspace)
  }
  assert.equal(published.length, WORKSPACES.length)
  // What is inside a bundle is not installed a second time.
  for (const { name, versions } of published)
    for (const { dependencies = {} } of Object.values(versions)) assert.deepEqual(dependencies, {}, name)
})
