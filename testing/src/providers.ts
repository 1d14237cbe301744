import { SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import { registerAtSandbox, type TestWorld } from './world.ts'

/** Every platform of the marketing model, with somebody of the sandbox who has an account there. */
export const PROVIDERS = [
  ['mailchimp', 'ada'],
  ['mailup', 'm1001'],
  ['constant-contact', 'ada@bakery.example'],
  ['constant-contact-v2', 'ada@bakery.example'],
] as const

/** The whole way, to a connection with everything allowed but sending. */
export async function connectTo(world: TestWorld, provider: string, username: string): Promise<string> {
  if (provider !== 'mailchimp') {
    const redirectUri = `${world.server.url}/oauth/${provider}/callback`
    await world.client.createOAuthApp({
      provider,
      ...(await registerAtSandbox(world.sandbox, redirectUri, provider)),
    })
  }
  const returnUrl = 'http://127.0.0.1:9/connected'
  const session = await world.client.createConnectSession({
    owner: 'user-1',
    returnUrl,
    providers: [provider],
    skipConnectPage: true,
  })
  const user = new SandboxUser(username, 'bread-and-butter')
  const opened = await user.open(session.url ?? '')
  const callback = await user.authorize(opened.headers.get('location') ?? '')
  const back = new URL((await user.open(callback.href)).headers.get('location') ?? '')
  const confirmationToken = back.searchParams.get('confirmationToken') ?? ''
  return (await world.client.confirmConnection(session.id, { confirmationToken, owner: 'user-1' })).id
}
