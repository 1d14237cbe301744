import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWorld } from '@letterlock/testing/world.ts'

const HTML = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

test('E10: an address without a page is told to a user as a page, and to a program as a problem', async () => {
  await using world = await startWorld()
  const ask = (path: string, accept: string, method = 'GET'): Promise<Response> =>
    fetch(world.server.url + path, { method, headers: { accept } })
  for (const path of ['/nowhere', '/connections/conn_x/more', '/nowhere?x=1', '/settings/nowhere']) {
    const page = await ask(path, HTML)
    assert.equal(page.status, 404, path)
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
    const text = await page.text()
    assert.match(text, /<title>Page not found · Letterlock<\/title>/)
    assert.match(text, /Page not found/)
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  }
  const programs: [string, string, string][] = [
    ['/nowhere', 'application/json', 'GET'],
    ['/nowhere', '*/*', 'GET'],
    ['/v1/nowhere', HTML, 'GET'],
    ['/auth/nowhere', HTML, 'GET'],
    ['/nowhere', HTML, 'POST'],
  ]
  for (const [path, accept, method] of programs) {
    const answer = await ask(path, accept, method)
    assert.equal(answer.status, 404, `${method} ${path}`)
    assert.equal(answer.headers.get('content-type')?.split(';')[0], 'application/problem+json', path)
  }
})
