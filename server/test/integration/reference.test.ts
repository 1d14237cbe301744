import { startWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

test('the reference has a page for each tag, every operation, event and error, and only links that lead somewhere', async () => {
  await using world = await startWorld()
  const read = async (path: string): Promise<string> => {
    const response = await fetch(world.server.localUrl + path)
    assert.equal(response.status, 200, path)
    return response.text()
  }
  const first = await read('/docs')
  const paths = [...new Set([...first.matchAll(/href="(\/docs[^"#]*)/g)].map(([, path = '']) => path))]
  const pages = new Map(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)))
  const idsOf = (page: string): string[] => [...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)
  const ids = new Map([...pages].map(([path, page]) => [path, idsOf(page)]))
  for (const [path, names] of ids) assert.equal(new Set(names).size, names.length, `${path} has an ID twice`)

  const description = (await (await fetch(`${world.server.localUrl}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>
    webhooks: object
    components: { examples: object }
  }
  const operations = Object.values(description.paths).flatMap((methods) => Object.values(methods))
  const all = new Set([...ids.values()].flat())
  for (const { operationId } of operations) assert.ok(all.has(operationId), operationId)
  for (const type of Object.keys(description.webhooks))
    assert.ok(ids.get('/docs/webhook-events')?.includes(type), type)
  for (const code of Object.keys(description.components.examples))
    assert.ok(ids.get('/docs/errors')?.includes(code), code)

  for (const [path, page] of pages)
    for (const [, target = '', id] of page.matchAll(/href="(\/docs[^"#]*)?(?:#([^"]+))?"/g)) {
      const place = target || path
      assert.ok(ids.has(place), `${path} leads to ${place}`)
      if (id !== undefined) assert.ok(ids.get(place)?.includes(id), `${path} leads to ${place}#${id}`)
    }
  assert.equal((await fetch(`${world.server.localUrl}/docs/nothing`)).status, 404)
})

test('the reference and the description are sent again only when they have changed, and are not framed', async () => {
  await using world = await startWorld()
  for (const path of ['/docs', '/docs/errors', '/openapi.json']) {
    const get = (headers: Record<string, string> = {}) => fetch(world.server.localUrl + path, { headers })
    const first = await get()
    const etag = first.headers.get('etag') ?? ''
    assert.match(etag, /^"[\w-]+"$/, path)
    assert.equal(first.headers.get('cache-control'), 'no-cache', path)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get({ 'if-none-match': known })
      assert.deepEqual([again.status, await again.text()], [304, ''], known)
      assert.equal(again.headers.get('etag'), etag)
    }
    assert.equal((await get({ 'if-none-match': '"other"' })).status, 200)
  }
  const { headers } = await fetch(`${world.server.localUrl}/docs`)
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
  assert.deepEqual(
    ['referrer-policy', 'x-content-type-options', 'x-frame-options'].map((name) => headers.get(name)),
    ['no-referrer', 'nosniff', 'DENY'],
  )
})

test('an operation names each way to call it', async () => {
  await using world = await startWorld()
  const pages = await Promise.all(
    ['/docs/connections', '/docs/workspace'].map(async (path) =>
      (await fetch(world.server.localUrl + path)).text(),
    ),
  )
  const ways = new Set(
    [...pages.join('').matchAll(/<p class="soft">((?:With|For|Needs)[^]*?)<\/p>/g)].map(([, way = '']) =>
      way.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' '),
    ),
  )
  assert.ok(
    ways.has(
      'With a secret key that has the scope connections:read, or for a user who is signed in, in the browser.',
    ),
    [...ways].join('\n'),
  )
})
