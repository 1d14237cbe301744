import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { connectControl } from '../src/control-client/index.ts'
import { startSandbox } from '../src/sandbox.ts'
import { ada } from '../src/sandbox-user.ts'
import { RECORDED_REQUESTS } from './unchanged/recorded-requests.ts'
import { RECORDED_SIGN_INS } from './unchanged/recorded-sign-ins.ts'
import { sendRecorded } from './unchanged/send-recorded.ts'

test('clients in PHP and Python are answered under the providers’ own names, as they were recorded', async (t) => {
  await using sandbox = await startSandbox({ tls: true })
  const control = connectControl(sandbox.url)
  const { clientId, clientSecret } = await control
    .provider('mailup')
    .registerApp({ redirectUri: 'https://app.example/callback' })
  const key =
    Object.keys(sandbox.world.mailchimp.apiKeys).find((one) => one.endsWith('us21')) ?? assert.fail()
  const words = new Map([
    ['key', key],
    ['user:key', btoa(`user:${key}`)],
    ['client ID', clientId],
    ['client secret', clientSecret ?? ''],
  ])
  for (const recorded of RECORDED_REQUESTS)
    await t.test(`${recorded.client}: ${recorded.method} ${recorded.path}`, async () => {
      const text = await sendRecorded(sandbox, recorded, words)
      const [, list] = /"lists":\[\{"id":"(\w+)"/.exec(text) ?? []
      if (list) words.set('list', list)
      const [, token] = /"access_token":"([^"]+)"/.exec(text) ?? []
      if (token) words.set('token', token)
    })
})

test('an OAuth client in PHP signs in under the providers’ own names, as it was recorded', async (t) => {
  await using sandbox = await startSandbox({ tls: true })
  for (const { client, provider, authorize, requests } of RECORDED_SIGN_INS)
    await t.test(`${client} at ${provider}`, async () => {
      const { clientId, clientSecret } = await connectControl(sandbox.url)
        .provider(provider)
        .registerApp({ redirectUri: 'https://app.example/callback' })
      const back = await ada().authorize(`${sandbox.url}/${authorize}&client_id=${clientId}`)
      const words = new Map([
        ['client ID', clientId],
        ['client secret', clientSecret],
        ['ID:secret', btoa(`${clientId}:${clientSecret}`)],
        ['code', back.searchParams.get('code') ?? assert.fail(back.href)],
      ])
      for (const recorded of requests) {
        const text = await sendRecorded(sandbox, recorded, words)
        for (const [, name = '', value = ''] of text.matchAll(/"(access_token|refresh_token)":"([^"]+)"/g))
          words.set(name, value)
      }
    })
})

test('PHP, which reads no variable with a certificate, is given its own settings', async () => {
  await using sandbox = await startSandbox({ tls: true })
  const { variables, certificateFile } = sandbox.tls ?? assert.fail()
  // An empty entry stands for the folder that PHP reads by default.
  const [standard, folder = ''] = variables['PHP_INI_SCAN_DIR']?.split(':') ?? []
  assert.equal(standard, '')
  assert.equal(
    readFileSync(join(folder, 'ca.ini'), 'utf8'),
    `curl.cainfo="${certificateFile}"\nopenssl.cafile="${certificateFile}"\n`,
  )
})
