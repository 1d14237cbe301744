import { Person } from '@letterlock/sandbox/person.ts'
import { registerAtSandbox, type TestWorld } from './world.ts'

/** Every platform of the marketing model, with somebody of the sandbox who has an account there. */
export const PLATFORMS = [
  ['mailchimp', 'ada'],
  ['mailup', 'm1001'],
  ['constant-contact', 'ada@bakery.example'],
  ['constant-contact-v2', 'ada@bakery.example'],
] as const

/** The whole way, to a connection with everything allowed but sending. */
export async function connectTo(world: TestWorld, provider: string, username: string): Promise<string> {
  if (provider !== 'mailchimp') {
    const redirectUri = `${world.hub.url}/oauth/${provider}/callback`
    await world.client.createApp({
      provider,
      ...(await registerAtSandbox(world.sandbox, redirectUri, provider)),
    })
  }
  const returnUrl = 'http://127.0.0.1:9/connected'
  const session = await world.client.createConnectSession({
    owner: 'user-1',
    returnUrl,
    providers: [provider],
    skipPage: true,
  })
  const person = new Person(username, 'bread-and-butter')
  const opened = await person.open(session.url ?? '')
  const callback = await person.authorize(opened.headers.get('location') ?? '')
  const back = new URL((await person.open(callback.href)).headers.get('location') ?? '')
  const ticket = back.searchParams.get('ticket') ?? ''
  return (await world.client.confirmConnection(session.id, { ticket, owner: 'user-1' })).id
}
