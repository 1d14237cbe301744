/** Connects an account, reads its token, calls the provider, disconnects. Needs a server with its sandbox. */
import { ada } from '@letterlock/sandbox'
import { createLetterlock } from '@letterlock/sdk'
import assert from 'node:assert/strict'

const [, , url = '', secretKey] = process.argv
const letterlock = createLetterlock({ url, secretKey })

const session = await letterlock.createConnectSession({
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
const { id, account } = await letterlock.confirmConnection(session.id, {
  endUserId: 'user-1',
  confirmationToken: searchParams.get('confirmationToken') ?? '',
})
console.log(`connected ${account.name}`)

assert.ok((await letterlock.getToken(id)).accessToken)
console.log('token read')

const response = await letterlock.proxy(id, 'GET', '3.0/lists')
assert.equal(response.status, 200)
console.log(`called: ${(await response.json()).lists.length} audiences`)

await letterlock.disconnect(id)
assert.equal((await letterlock.getConnection(id)).status, 'disconnected')
console.log('disconnected')
