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
