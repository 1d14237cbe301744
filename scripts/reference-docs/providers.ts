import { builtInProviders } from '../../server/src/providers/index.ts'
import type { Provider } from '../../server/src/providers/provider.ts'
import { PROVIDERS as SIMULATED_PROVIDERS } from '../../sandbox/src/providers.ts'
import { marketingSection } from './provider-capabilities.ts'
import { callsSection, permissionsSection, tokensSection } from './provider-facts.ts'
import { NOTE } from './note.ts'

/** docs/providers/, from the providers' definitions and the sandbox's quirks. */
export function providerPages(): [name: string, text: string][] {
  const providers = [...builtInProviders().values()]
  return [
    ['docs/providers/index.md', indexPage(providers)],
    ...providers.map((provider): [string, string] => [
      `docs/providers/${provider.id}.md`,
      providerPage(provider),
    ]),
  ]
}

function indexPage(providers: readonly Provider[]): string {
  const rows = providers.map(({ id, name, token, apiKey, revocation, authorization }) => {
    const refresh = { none: 'none', static: 'yes', rotating: 'yes, rotating' }[token.refresh]
    const device = authorization.deviceAuthorizationUrl ? 'yes' : 'no'
    const revoked = revocation.type === 'none' ? 'by the user' : 'by Letterlock'
    return `| [${name}](${id}.md) | \`${id}\` | ${refresh} | ${apiKey ? 'yes' : 'no'} | ${device} | ${revoked} |`
  })
  return `# Providers

${NOTE}

These providers are built in, and the [sandbox](../sandbox.md) simulates each of them. You can [add others](../adding-a-provider.md) with a
definition file.

| Provider | Slug | Refresh | API keys | Device authorization | Revocation |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

function providerPage(provider: Provider): string {
  const { id, name, docsUrl, developerPortal } = provider
  const steps = developerPortal.registrationSteps.en.map(
    (step, index) =>
      `${index + 1}. ${step.replaceAll('{redirectUri}', `\`https://connect.example.com/oauth/${id}/callback\``)}`,
  )
  const rotation = developerPortal.secretRotationSteps.en.map((step, index) => `${index + 1}. ${step}`)
  return `# ${name}

${NOTE}

How to connect accounts of ${name} (\`${id}\`), its quirks, and what is available through a connection.
[The provider's documentation](${docsUrl}) describes its endpoints.

## Register an OAuth app

In [the developer portal](${developerPortal.url}):

${steps.join('\n')}

Replace \`connect.example.com\` with the host of your \`LETTERLOCK_PUBLIC_URL\`. The redirect URI of your server is on the dashboard's page _OAuth
apps_, and in the output of \`letterlock doctor\`. Then enter client ID and client secret there.

## Connect an account

\`\`\`sh
npx letterlock connect ${id}
\`\`\`

In your application, create [a connect session](../connect.md) with \`providers: ['${id}']\`.

## What is particular

${(SIMULATED_PROVIDERS.find((simulated) => simulated.id === id)?.quirks ?? []).map((quirk) => `- ${quirk}`).join('\n')}

Letterlock handles these differences, and the [sandbox](../sandbox.md) simulates them.

## Tokens

${tokensSection(provider)}

## Calls

${callsSection(provider)}

## Email marketing

${marketingSection(provider)}

## Permissions of calls

A [proxy call](../tokens-and-calls.md#call-the-providers-api) needs the permission of the first row that matches its method and path. A call in no row needs
\`campaigns:send\`. \`*\` stands for one path segment, a final \`**\` for any number.

${permissionsSection(provider)}

## Replace the client secret

${rotation.join('\n')}
`
}
