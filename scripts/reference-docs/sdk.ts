import { NOTE } from './note.ts'
import { readSdk, type SdkMethod, type SdkResource } from './read-sdk.ts'

/** Resources of one connected account, which `letterlock.account(connectionId)` returns. */
const OF_ACCOUNT = ['account', 'contacts', 'segments', 'campaigns', 'automations']

/** docs/sdk.md, from the SDK's source. */
export function sdkPage(root: string): string {
  const resources = readSdk(root)
  const ofAccount = OF_ACCOUNT.flatMap((name) => resources.filter((resource) => resource.name === name))
  const others = resources.filter(({ name }) => !OF_ACCOUNT.includes(name))
  return `# SDK

${NOTE}

\`@letterlock/sdk\` calls the API from TypeScript and JavaScript: in Node 20 or newer, and in browsers. It has no dependencies. Its types come from
the API's description.

\`\`\`ts
import { Letterlock, LetterlockApiError } from '@letterlock/sdk'

const letterlock = new Letterlock({
  url: 'https://connect.example.com', // default: LETTERLOCK_URL
  secretKey: process.env.LETTERLOCK_SECRET_KEY, // default: LETTERLOCK_SECRET_KEY
  timeoutMs: 60_000, // for each try
  maxRetries: 2,
})

try {
  await letterlock.connections.check('conn_…')
} catch (error) {
  if (error instanceof LetterlockApiError && error.code === 'connection_not_found') console.log(error.nextStep)
  else throw error
}
\`\`\`

Every method takes \`{ signal, timeoutMs, idempotencyKey }\` as its last argument. \`await\` of a list returns its first page (\`items\`, \`nextCursor\`);
\`for await\` iterates over the items of all pages. The SDK retries reads, and requests with an \`Idempotency-Key\`. It waits as \`Retry-After\` says, or
else with exponential backoff.

## Errors

| Class | When |
| --- | --- |
| \`LetterlockApiError\` | Letterlock responded with an error: \`code\`, \`status\`, \`nextStep\`, \`requestId\`, \`retryAfterSeconds\`, \`problem\`. [All codes](errors.md). |
| \`LetterlockNetworkError\` | there was no response, or not one of Letterlock |
| \`LetterlockTimeoutError\` | there was no response within \`timeoutMs\`; the request may have taken effect |
| \`LetterlockProviderError\` | \`proxy.….json()\`: the provider responded with an error: \`status\`, \`headers\`, \`body\` |

All extend \`LetterlockError\`, which has \`isRetryable\`: whether the same request may succeed later.

## Other entries

| Import | For |
| --- | --- |
| \`@letterlock/sdk/webhooks\` | \`verifyWebhook\`: [webhooks](webhooks.md#receive-and-verify) |
| \`@letterlock/sdk/element\` | \`<letterlock-connect>\`: [the button](connect.md#the-button) |
| \`@letterlock/sdk/react\` | \`LetterlockConnect\`, the button for React 19 |
| \`@letterlock/sdk/return-page\` | \`handleConnectReturn()\`, for the page at the return URL |

${others.map((resource) => section(resource, `letterlock.${resource.name}`)).join('\n')}
${ofAccount.map((resource) => section(resource, accountPath(resource))).join('\n')}`
}

function accountPath({ name }: SdkResource): string {
  return name === 'account' ? 'letterlock.account(connectionId)' : `account.${name}`
}

function section({ doc, methods }: SdkResource, path: string): string {
  return `## ${path}\n\n${doc}\n\n${methods.map(item).join('\n')}\n`
}

function item({ name, parameters, returns, doc, throws }: SdkMethod): string {
  // The codes of errors that are particular to the method.
  const codes = [...throws.matchAll(/[a-z]+(?:_[a-z]+)+/g)].map(([code]) => `\`${code}\``)
  const errors = codes.length > 0 ? `Errors: ${codes.join(', ')}.` : ''
  const result = returns === null ? '' : ` → \`${returns}\``
  return [`- **\`${name}(${parameters.join(', ')})\`**${result}`, doc, errors]
    .filter((text) => text !== '')
    .join('\\\n  ')
}
