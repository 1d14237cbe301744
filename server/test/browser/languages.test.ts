import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { OWNER } from '@letterlock/testing/dashboard-session.ts'
import { newPage, useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'

const visit = useBrowser()

test('the dashboard speaks the browser’s language, or the one that its user chooses', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { browser, world } = visited
  const context = await browser.newContext({ locale: 'de-AT' })
  const page = await newPage(context)
  await page.goto(`${world.server.url}/sign-in`)
  await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
  assert.equal(await page.evaluate('document.documentElement.lang'), 'de')
  await page.locator('input[type=email]').fill(OWNER.email)
  // Errors, too.
  await page.getByLabel('Passwort', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.getByText('oder Passwort ist falsch.').waitFor()
  await page.getByLabel('Passwort', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Übersicht' }).waitFor()
  // Dates and numbers too.
  await page.goto(`${world.server.url}/activity`)
  await page.getByRole('heading', { level: 2, name: /^Heute, \d+\. [A-Z]/ }).waitFor()
  await page.goto(world.server.url)
  await page.getByTestId('user-menu').click()
  await page.getByRole('menuitemradio', { name: 'Italiano' }).click()
  await page.getByRole('heading', { level: 1, name: 'Panoramica' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Panoramica' }).waitFor()
  // What follows at the server, too.
  await page.goto(`${world.server.url}/connections/new`)
  await page.getByRole('button', { name: /Mailchimp/ }).click()
  await page.waitForURL(/oauth2\/authorize/)
  assert.match(new URL(page.url()).searchParams.get('state') ?? '', /\.it$/)
  // Emails, too.
  const me = async (): Promise<unknown> => (await context.request.get(`${world.server.url}/v1/me`)).json()
  await waitFor(me, (mine) => (mine as { locale?: unknown }).locale === 'it')
  await context.close()
})

test('the status of a connection is told in the language of the page, with what to do', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world)
  await page.goto(`${world.server.url}/connections/${id}`)
  const say = (language: string): Promise<unknown> =>
    page.evaluate(`localStorage.setItem('letterlock-locale', '${language}')`)
  for (const [language, works] of [
    ['de', 'Funktioniert. Tokens von Mailchimp laufen nicht ab.'],
    ['en', 'Working. Mailchimp tokens do not expire.'],
  ] as const) {
    await say(language)
    await page.reload()
    await page.getByText(works).waitFor()
  }
  await world.client.connections.disconnect(id)
  for (const [language, lost, next, report] of [
    [
      'de',
      'Auf Wunsch getrennt.',
      'Verbinden Sie das Konto neu.',
      'Mailchimp kann Tokens nicht auf Anfrage widerrufen',
    ],
    [
      'it',
      'Scollegato su richiesta.',
      'Ricollega l’account.',
      'Mailchimp non può revocare i token su richiesta',
    ],
    [
      'es',
      'Desconectada a petición.',
      'Vuelve a conectar la cuenta.',
      'Mailchimp no puede revocar tokens a petición',
    ],
    [
      'fr',
      'Déconnecté sur demande.',
      'Reconnectez le compte.',
      'Mailchimp ne peut pas révoquer de jetons sur demande',
    ],
    ['en', 'Disconnected on request.', 'Reconnect the account.', 'Mailchimp cannot revoke tokens on request'],
  ] as const) {
    await say(language)
    await page.reload()
    await page.getByText(lost).first().waitFor()
    await page.getByText(next).first().waitFor()
    await page.getByText(report).waitFor()
  }
})

test('since when something fails is a sentence in every language, not “seit vor 5 Minuten”', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world)
  world.sandbox.world.faults.add({ kind: 'status', status: 503, host: 'us21.api.mailchimp.com' })
  await assert.rejects(world.client.connections.check(id))
  await page.goto(`${world.server.url}/connections/${id}`)
  for (const [language, sentence] of [
    ['de', /^Prüfung schlägt fehl seit \d+:\d+$/],
    ['it', /^La verifica non riesce dalle \d+:\d+$/],
    ['es', /^La comprobación falla desde las \d+:\d+$/],
    ['fr', /^Vérification en échec depuis \d+:\d+$/],
    ['en', /^Check failing since \d+:\d+ [AP]M$/],
  ] as const) {
    await page.evaluate(`localStorage.setItem('letterlock-locale', '${language}')`)
    await page.reload()
    await page.getByTestId('status').first().waitFor()
    assert.match((await page.getByTestId('status').first().innerText()).replace(/\s+/g, ' '), sentence)
  }
})

test('the connect page speaks the language of the end user’s browser', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { browser, world } = visited
  const returnUrl = 'http://127.0.0.1:9/connected'
  for (const [locale, name] of [
    ['fr-CA', 'Continuer vers Mailchimp'],
    ['es', 'Continuar en Mailchimp'],
    ['ja', 'Continue to Mailchimp'],
  ] as const) {
    const context = await browser.newContext({ locale })
    const page = await newPage(context)
    const session = { endUserId: 'customer-1', returnUrl, providers: ['mailchimp'] }
    await page.goto((await world.client.connectSessions.create(session)).url ?? '')
    await page.getByRole('button', { name }).waitFor()
    await context.close()
  }
})

test('an application chooses the language of the connect page, whatever the browser prefers', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { browser, world } = visited
  const context = await browser.newContext({ locale: 'fr' })
  const page = await newPage(context)
  const session = {
    endUserId: 'customer-1',
    returnUrl: 'http://127.0.0.1:9/connected',
    providers: ['mailchimp'],
    locale: 'it' as const,
  }
  await page.goto((await world.client.connectSessions.create(session)).url ?? '')
  await page.getByRole('button', { name: 'Continua su Mailchimp' }).waitFor()
  assert.equal(await page.evaluate('document.documentElement.lang'), 'it')
  // A page that follows speaks it, too.
  world.advance(3600)
  await page.getByRole('button', { name: 'Continua su Mailchimp' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await page.evaluate('document.documentElement.lang'), 'it')
  await page.goto(`${new URL(page.url()).origin}/connect/unknown?locale=xx`)
  assert.equal(await page.evaluate('document.documentElement.lang'), 'fr')
  await context.close()
})
