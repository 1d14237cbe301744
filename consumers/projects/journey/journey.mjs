/** Connects an account, reads its token, calls the provider, disconnects. Needs a server with its sandbox. */
import { ada } from '@letterlock/sandbox'
import { Letterlock } from '@letterlock/sdk'
import assert from 'node:assert/strict'

const [, , url = '', secretKey] = process.argv
const letterlock = new Letterlock({ url, secretKey })

const session = await letterlock.connectSessions.create({
  endUserId: 'user-1',
  providers: ['mailchimp'],
  returnUrl: 'http://127.0.0.1:9/connected',
  skipConnectPage: true,
})
const user = ada()
/** Where the user's browser is sent on. */
const location = async (address = '') => (await user.open(address)).headers.get('location') ?? ''
const callback = await user.authorize(await location(session.url))
const { searchParams } = new URL(await location(callback.href))
const { id, account } = await letterlock.connectSessions.confirm(session.id, {
  endUserId: 'user-1',
  confirmationToken: searchParams.get('confirmationToken') ?? '',
})
console.log(`connected ${account.name}`)

assert.ok((await letterlock.connections.getAccessToken(id)).accessToken)
console.log('token read')

const { lists } = /** @type {{ lists: unknown[] }} */ (await letterlock.proxy.get(id, '3.0/lists').json())
console.log(`called: ${lists.length} audiences`)

await letterlock.connections.disconnect(id)
assert.equal((await letterlock.connections.get(id)).status, 'disconnected')
console.log('disconnected')
