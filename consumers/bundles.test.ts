import { startChromium } from '@letterlock/testing/chromium.ts'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { build as esbuild } from 'esbuild'
import type { Browser } from 'playwright-core'
import { build as vite } from 'vite'
import webpack from 'webpack'
import { createProject, type Project } from './project.ts'
import { ROOT } from './tarballs.ts'

test('bundlers: Vite, webpack and esbuild build a page whose import defines the element', async (t) => {
  const browser = await openBrowser(t)
  if (!browser) return
  const project = await createProject(t, ['sdk'], 'page')
  await vite({ root: project.folder, logLevel: 'silent', build: { outDir: project.path('vite') } })
  await worksIn(browser, t, project.path('vite'))

  await packWith(project)
  await worksIn(browser, t, project.path('webpack'), page('<script type="module" src="/main.js"></script>'))

  const bundle = { bundle: true, minify: true, format: 'esm', absWorkingDir: project.folder } as const
  await esbuild({ ...bundle, entryPoints: ['main.js'], outfile: 'esbuild/main.js' })
  await worksIn(browser, t, project.path('esbuild'), page('<script type="module" src="/main.js"></script>'))
})

async function packWith({ folder, path }: Project): Promise<void> {
  const output = { path: path('webpack'), filename: 'main.js' }
  const compiler = webpack({ mode: 'production', context: folder, entry: './main.js', output })
  const stats = await promisify(compiler.run.bind(compiler))()
  assert.deepEqual(stats?.toJson().errors, [])
}

test('a page without a bundler imports the element from a file of the package', async (t) => {
  const browser = await openBrowser(t)
  if (!browser) return
  const project = await createProject(t, ['sdk'], 'page')
  const imports = { '@letterlock/sdk/element': '/node_modules/@letterlock/sdk/dist/element.js' }
  const map = `<script type="importmap">${JSON.stringify({ imports })}</script>`
  await worksIn(browser, t, project.folder, page(`${map}<script type="module" src="/main.js"></script>`))
})

test('sizes: the SDK is at most 8 kB and the element 4 kB, minified and compressed', async (t) => {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'size', '--', '--json'], {
    cwd: ROOT,
  })
  const measured: { name: string; passed: boolean; size: number }[] = JSON.parse(stdout)
  assert.deepEqual(
    measured.map(({ name }) => name),
    ['@letterlock/sdk', '@letterlock/sdk/element'],
  )
  for (const { name, passed, size } of measured) {
    t.diagnostic(`${name}: ${size} bytes`)
    // A file that is not there passes, with a size below 0.
    assert.ok(passed && size > 0, name)
  }
})

async function openBrowser(t: TestContext): Promise<Browser | undefined> {
  const browser = await startChromium()
  t.after(() => browser?.close())
  return browser
}

/** Opens the page of a folder in the browser and presses the button, which says what it lacks. */
async function worksIn(browser: Browser, t: TestContext, folder: string, index?: string): Promise<void> {
  const url = await serve(t, folder, index)
  const view = await browser.newPage()
  await view.goto(url)
  await view.getByRole('button', { name: 'Connect my newsletter' }).click()
  await view.getByText('failed: session_url_missing').waitFor()
  await view.close()
}

const page = (scripts: string): string =>
  `<!doctype html><meta charset="utf-8" /><letterlock-connect>Connect my newsletter</letterlock-connect>${scripts}`

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

async function serve(t: TestContext, folder: string, index?: string): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page')
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname))
    if (pathname === '/' && index !== undefined)
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(index)
    if (!existsSync(file)) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  t.after(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
