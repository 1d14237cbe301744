// Required by @peculiar/x509.
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import assert from 'node:assert/strict'
import type { webcrypto } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Agent, fetch } from 'undici'
import { createOutbound } from './create-outbound.ts'
import { builtInProviders } from '../providers/index.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED'

test('OA-14: an untrusted certificate is rejected before anything is sent, regardless of the environment', async (t) => {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const cert = await selfSigned(keys)
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  let requests = 0
  const server = createServer(
    { cert, key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') },
    (_, response) => {
      requests++
      response.end('{}')
    },
  )
  t.after(() => server.close())
  const url = await listen(server)

  const vouching = new Agent({ connect: { ca: cert } })
  assert.equal(
    (await fetch(url, { dispatcher: vouching })).status,
    200,
    'a client that trusts it gets a response',
  )
  await vouching.close()
  assert.equal(requests, 1)

  const outbound = createOutbound({ sandboxUrl: url, timeoutMs: 2000 })
  t.after(() => outbound.close())
  const provider = builtInProviders().get('mailchimp') ?? assert.fail()
  const address = 'https://login.mailchimp.com/oauth2/token'
  const forwarded = (): Promise<void> =>
    new Promise((end, fail) => {
      const call = { apiBaseUrl: 'https://us21.api.mailchimp.com', path: '/3.0/', headers: [] }
      const answer = {
        isAborted: false,
        setAbortCallback: () => {},
        head: () => {},
        data: () => true,
        end,
        fail,
      }
      outbound.stream(provider, { ...call, method: 'GET', body: null, timeoutMs: 2000, graceMs: 0 }, answer)
    })
  const refused = { code: 'provider_unavailable' }
  t.after(() => delete process.env[SWITCH])
  for (const environment of ['1', '0']) {
    process.env[SWITCH] = environment
    await assert.rejects(outbound.request(provider, address, { method: 'POST', headers: {} }), refused)
    await assert.rejects(forwarded(), refused)
  }
  assert.equal(requests, 1, 'nothing was sent')
})

async function selfSigned(keys: webcrypto.CryptoKeyPair): Promise<string> {
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=127.0.0.1',
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  })
  return certificate.toString('pem')
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}
