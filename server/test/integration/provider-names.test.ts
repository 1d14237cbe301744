import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { test } from 'node:test'
import { LetterlockApiError, type Problem } from '@letterlock/sdk'
import {
  account,
  ACCOUNT,
  startScripted,
  TOKEN,
  type Script,
  type Scripted,
} from '@letterlock/testing/scripted-provider.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld } from '@letterlock/testing/world.ts'

const DEVICE = '/device'
const tokens: Script = () => ({
  body: { access_token: 'a', refresh_token: 'r', token_type: 'Bearer', expires_in: 3600 },
})

/** What users read of the error that a call is rejected with. */
async function sentencesOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => assert.fail('no error'),
    (error: LetterlockApiError) => error,
  )
  assert.equal(error.problem.provider, 'scripted', error.message)
  return `${error.message} ${error.nextStep}`
}

const rejected = async (response: Response): Promise<never> => {
  throw new LetterlockApiError((await response.json()) as Problem)
}

const FAULTS: readonly Scripted[] = [
  { status: 401, body: { error: 'invalid_client' } },
  { status: 400, body: { error: 'unauthorized_client' } },
  { status: 200, body: '<html></html>' },
  { status: 429, body: {} },
  { status: 500, body: {} },
  { body: {}, cut: true },
  { status: 200, body: 'x'.repeat(70_000) },
]

test('errors that are thrown far from any connection name the provider', async () => {
  const script = { [TOKEN]: tokens, [ACCOUNT]: account(), [DEVICE]: () => ({ body: {} }) }
  await using world = await startScripted(script, {
    authorization: { deviceAuthorizationUrl: `https://provider.example${DEVICE}` },
  })
  const { client } = world
  const { id } = await world.connect()
  const found: string[] = []
  for (const fault of FAULTS) {
    world.script[TOKEN] = () => fault
    world.script[DEVICE] = () => fault
    found.push(
      await sentencesOf(client.deviceAuthorizations.create({ provider: 'scripted', endUserId: 'x' })),
    )
    if (fault.body !== '<html></html>' && fault.status !== 400) found.push(await sentencesOf(world.connect()))
    world.script[TOKEN] = tokens
    world.script[ACCOUNT] = () => fault
    // A rejected access token is an answer, not an error, to a check.
    if (fault.status !== 401) {
      if (fault.status !== 400) found.push(await sentencesOf(world.connect()))
      if (fault.status === 429 || fault.status === 500 || fault.cut)
        found.push(await sentencesOf(client.connections.check(id)))
    }
    world.script[ACCOUNT] = account()
  }
  for (const path of ['..%2f', 'unknown'])
    found.push(await sentencesOf(callProxy(client, id, 'POST', path).then(rejected)))
  world.script[ACCOUNT] = () => ({ body: {}, cut: true })
  found.push(await sentencesOf(callProxy(client, id, 'GET', ACCOUNT).then(rejected)))
  world.script[TOKEN] = () => ({ status: 503, body: {} })
  world.advance(4000)
  found.push(await sentencesOf(client.connections.getAccessToken(id)))
  for (const sentences of found) {
    assert.match(sentences, /Scripted|access token|authorization code/, sentences)
    assert.doesNotMatch(sentences, /the provider/i, sentences)
  }
})

test('an error about what an account cannot do names its provider', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const refused = await world.client
    .account(id)
    .contacts.list({ audienceId: '1', status: 'archived' })
    .then(() => assert.fail('no error'), String)
  assert.match(refused, /MailUp does not support contacts that are archived/)
})
